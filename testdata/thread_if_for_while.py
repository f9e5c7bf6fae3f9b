"""A notified waiter has to take the lock again, and anybody may take it first:
here another consumer, which has not waited, and what the waiter was woken for is
gone. This is called barging; where a notify gives the waiter the lock, as Hoare's
does, nobody can come in between.
"""
# want holds profile=hoare
import threading

items = []
cond = threading.Condition()
got = []


def consumer():
    with cond:
        if not items:
            cond.wait()
        got.append(items.pop())  # want uncaught-exception profile=cpython "IndexError"


def producer():
    for item in range(2):
        with cond:
            items.append(item)
            cond.notify()


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
