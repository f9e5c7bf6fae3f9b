"""thread_check_outside_lock.py mended: wait_for tests under the lock."""
# want holds
import threading

ready = False
cond = threading.Condition()


def waiter():
    with cond:
        cond.wait_for(lambda: ready)


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
