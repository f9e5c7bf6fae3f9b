"""Readers together, the writer alone."""
# want holds
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
        while readers or writing:
            cond.wait()
        writing = True
    text = "half"
    text = "new"
    with cond:
        writing = False
        cond.notify_all()


def invariant_apart():
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
