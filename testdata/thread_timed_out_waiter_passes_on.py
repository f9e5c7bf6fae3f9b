"""thread_timed_out_waiter.py mended: who gives up passes the notify on that may
have been meant for it.
"""
# want holds
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
            cond.notify()


def patient():
    with cond:
        while not items:
            cond.wait()
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
