"""thread_semaphore_late_thief.py mended, as threading does it: each waiter has a
semaphore of its own, and they stand in a queue.
"""
# want holds
import threading


class Condition:
    def __init__(self):
        self.waiters = []

    def wait(self):
        mine = threading.Semaphore(0)
        self.waiters.append(mine)
        lock.release()
        mine.acquire()
        lock.acquire()

    def notify(self):
        if self.waiters:
            self.waiters.pop(0).release()


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


def finally_old_first():
    return log[:1] != ["new"]


def main():
    threads = [threading.Thread(target=old), threading.Thread(target=notifier, daemon=True)]
    for t in threads:
        t.start()
    threads[0].join()


if __name__ == "__main__":
    main()
