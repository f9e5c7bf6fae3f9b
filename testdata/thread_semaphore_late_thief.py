"""A condition variable made of a semaphore and a count of waiters: who begins to
wait after the notify may take it from the one that it was for (the way of
Go's sync.Cond before 1.7 and of glibc before 2.25).
"""
import threading


class Condition:
    def __init__(self):
        self.wakeups = threading.Semaphore(0)
        self.waiters = 0

    def wait(self):
        self.waiters += 1
        lock.release()
        self.wakeups.acquire()  # want deadlock "^consumed by the wrong waiter"
        lock.acquire()

    def notify(self):
        if self.waiters:
            self.waiters -= 1
            self.wakeups.release()


lock = threading.Lock()
cond = Condition()
log = []


def old():
    with lock:
        cond.wait()
        log.append("old")


def notifier():
    while not waiting():
        pass
    with lock:
        cond.notify()
    with lock:
        cond.wait()
        log.append("new")


def waiting():
    with lock:
        return cond.waiters


def finally_old_first():  # want finally "old_first"
    return log[:1] != ["new"]


def main():
    threads = [threading.Thread(target=old), threading.Thread(target=notifier, daemon=True)]
    for t in threads:
        t.start()
    threads[0].join()


if __name__ == "__main__":
    main()
