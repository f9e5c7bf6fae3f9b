"""Locks that are tried, and looked at."""
import threading

lock = threading.Lock()
log = []


def hold():
    with lock:
        log.append("in")


def attempt():
    if lock.acquire(blocking=False):
        log.append("got")
        lock.release()
    else:
        log.append("busy")


def look():
    log.append(lock.locked())


threads = [threading.Thread(target=f) for f in (hold, attempt, look)]
for t in threads:
    t.start()
for t in threads:
    t.join()
