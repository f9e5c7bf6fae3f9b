"""thread_readers_writer.py with an if in the writer: another reader has come in
between its being woken and its having the lock again.
"""
import threading

cond = threading.Condition()
readers = 0
writing = False
text = "old"
seen = []


def reader():
    global readers
    with cond:
        while writing:
            cond.wait()
        readers += 1
    seen.append(text)
    with cond:
        readers -= 1
        if readers == 0:
            cond.notify_all()


def writer():
    global writing, text
    with cond:
        if readers or writing:
            cond.wait()
        writing = True
    text = "half"
    text = "new"
    with cond:
        writing = False
        cond.notify_all()


def invariant_apart():  # want invariant "apart"
    return not (writing and readers)


def main():
    threads = [
        threading.Thread(target=reader),
        threading.Thread(target=reader),
        threading.Thread(target=writer),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
