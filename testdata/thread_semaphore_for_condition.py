"""A condition variable made of a semaphore: a notify that meets no waiter is
kept, and a wait that begins afterwards returns at once.
"""
import threading


class Condition:
    def __init__(self):
        self.wakeups = threading.Semaphore(0)

    def wait(self):
        lock.release()
        self.wakeups.acquire()
        lock.acquire()

    def notify(self):
        self.wakeups.release()


lock = threading.Lock()
cond = Condition()
ready = False
log = []


def notifier():
    with lock:
        cond.notify()  # nobody may be waiting


def waiter():
    with lock:
        cond.wait()
        log.append(ready)


def setter():
    global ready
    with lock:
        ready = True
        cond.notify()


def finally_ready():  # want finally "ready"
    return log == [True]


def main():
    t = threading.Thread(target=notifier)
    t.start()
    t.join()
    threads = [threading.Thread(target=waiter), threading.Thread(target=setter)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
