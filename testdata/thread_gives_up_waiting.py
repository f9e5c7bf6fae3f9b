"""A waiter whose time is over gives up without a last look. If it was the one
that was notified, the item stays, and who waits for one is not woken.
"""
import threading

items = []
got = []
cond = threading.Condition()


def hasty():
    with cond:
        while not items:
            if not cond.wait(timeout=1):
                return
        got.append(items.pop())


def patient():
    with cond:
        while not items:
            cond.wait()  # want deadlock "^never notified"
        got.append(items.pop())


def giver():
    with cond:
        items.append("item")
        cond.notify()


def main():
    threads = [
        threading.Thread(target=hasty),
        threading.Thread(target=patient),
        threading.Thread(target=giver),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
