# A thread that dies holding a lock.
import threading

lock = threading.Lock()
log = []


def dies():
    lock.acquire()
    raise KeyError("gone")


t = threading.Thread(target=dies)
t.start()
if lock.acquire(timeout=1):
    log.append("had it first")
    lock.release()
    t.join()
else:
    log.append("held by the dead")
