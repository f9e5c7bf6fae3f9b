"""A Condition on a Lock asks only whether the lock is held, not by whom: while
the waiter holds it, a notify without it passes, and may come between the test
and the wait.
"""
import threading

cond = threading.Condition(threading.Lock())
ready = False


def waiter():
    with cond:
        while not ready:
            cond.wait()  # want deadlock "^never notified"


def setter():
    global ready
    ready = True
    cond.notify()  # want uncaught-exception "RuntimeError"
    # want misuse


def main():
    threads = [threading.Thread(target=waiter), threading.Thread(target=setter)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
