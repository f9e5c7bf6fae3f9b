"""Waits with limits: for a condition, an event, a semaphore, a thread."""
import threading

cond = threading.Condition()
event = threading.Event()
sem = threading.Semaphore(0)
log = []


def wait():
    with cond:
        log.append(cond.wait(1))
    log.append(event.wait(1))
    log.append(sem.acquire(timeout=1))


def wake():
    with cond:
        cond.notify()
    event.set()
    sem.release()


t = threading.Thread(target=wait)
t.start()
wake()
t.join(1)
log.append(t.is_alive())
