"""thread_notify_before_wait.py mended: what the notify is about is remembered."""
# want holds
import threading

cond = threading.Condition()
done = False


def waiter():
    with cond:
        while not done:
            cond.wait()


def notifier():
    global done
    with cond:
        done = True
        cond.notify()


def main():
    threads = [threading.Thread(target=waiter), threading.Thread(target=notifier)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
