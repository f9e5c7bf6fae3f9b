"""A notified waiter has to take the lock again, and anybody may take it first:
here another consumer, and what the waiter was woken for is gone.
"""
import threading

items = []
cond = threading.Condition()
got = []


def consumer():
    with cond:
        if not items:
            cond.wait()
        got.append(items.pop())  # want uncaught-exception "IndexError"


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
