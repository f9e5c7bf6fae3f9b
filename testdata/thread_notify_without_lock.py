"""A notify without the lock: on the lock that a Condition makes for itself,
Python does not let it pass.
"""
import threading

cond = threading.Condition()
ready = False


def waiter():
    with cond:
        while not ready:
            cond.wait()  # want deadlock "^never notified"


def setter():
    global ready
    ready = True
    cond.notify()  # want uncaught-exception "RuntimeError"


def main():
    threads = [threading.Thread(target=waiter), threading.Thread(target=setter)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
