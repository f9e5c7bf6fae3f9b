# What is kept by the number of a thread is another's when the number is given again.
import threading
cache = {}
log = []
lock = threading.Lock()
def use():
    with lock:
        me = threading.get_ident()
        log.append(cache.setdefault(me, 0))
        cache[me] += 1
ts = [threading.Thread(target=use) for _ in range(3)]
for t in ts: t.start()
for t in ts: t.join()
n = len(cache)
del cache
