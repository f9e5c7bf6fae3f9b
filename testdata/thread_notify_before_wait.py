"""A notify is not kept: who waits only afterwards, waits in vain."""
import threading

cond = threading.Condition()


def waiter():
    with cond:
        cond.wait()  # want deadlock "^notify before wait"


def notifier():
    with cond:
        cond.notify()


def main():
    threads = [threading.Thread(target=waiter), threading.Thread(target=notifier)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
