"""A waiter whose time is over stays in the queue until it has the lock again. A
notify can select it meanwhile, and then nobody else is woken.
"""
import threading

items = []
log = []
cond = threading.Condition()


def hasty():
    with cond:
        if items or cond.wait(timeout=1):
            log.append("saw it")
            cond.notify()
        else:
            log.append("gave up")


def patient():
    with cond:
        while not items:
            cond.wait()  # want deadlock "^swallowed by cancellation"
        log.append(items.pop())


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
