# A pool is broken by its initializer.
import concurrent.futures as cf
from concurrent.futures.thread import BrokenThreadPool
def init(n):
    raise OSError(n)
pool = cf.ThreadPoolExecutor(max_workers=2, initializer=init, initargs=(5,))
res = []
for i in range(2):
    try:
        f = pool.submit(pow, 2, i)
        res.append(f.result())
    except cf.BrokenExecutor as e:
        res.append(type(e).__name__)
pool.shutdown()
