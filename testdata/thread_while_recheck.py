"""thread_if_for_while.py mended: who has been woken looks again, whatever
may have come in between: another consumer, or, as POSIX permits, nothing.
"""
# want holds profile=cpython
# want holds profile=posix
import threading

items = []
cond = threading.Condition()
got = []


def consumer():
    with cond:
        while not items:
            cond.wait()
        got.append(items.pop())


def producer():
    for item in range(2):
        with cond:
            items.append(item)
            cond.notify()


def finally_all():
    return sorted(got) == [0, 1]


def main():
    threads = [
        threading.Thread(target=consumer),
        threading.Thread(target=consumer),
        threading.Thread(target=producer),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
