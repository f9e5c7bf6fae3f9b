# contextmanager functions that take locks.
import contextlib
import threading

lock = threading.Lock()
log = []
x = 0


@contextlib.contextmanager
def locked(name):
    lock.acquire()
    try:
        yield name
    finally:
        lock.release()


def work(n):
    global x
    with locked(n) as name:
        x = x * 10 + name


ts = [threading.Thread(target=work, args=(n,)) for n in (1, 2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
