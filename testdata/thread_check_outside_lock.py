"""The state is tested before the lock is taken: the change and its notify can
fall between the test and the wait.
"""
import threading

ready = False
cond = threading.Condition()


def waiter():
    if not ready:
        with cond:
            cond.wait()  # want deadlock "^notify before wait"


def setter():
    global ready
    with cond:
        ready = True
        cond.notify()


def main():
    threads = [threading.Thread(target=waiter), threading.Thread(target=setter)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
