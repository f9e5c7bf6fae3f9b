# The time of as_completed ends between two futures.
import concurrent.futures as cf, threading
go = threading.Event()
def f(x):
    if x: go.wait()
    return x
pool = cf.ThreadPoolExecutor(2)
fs = [pool.submit(f, 0), pool.submit(f, 1)]
got = []
try:
    for fu in cf.as_completed(fs, timeout=0.5):
        got.append(fu.result())
        if len(got) == 1: late = fs[1].done()
except cf.TimeoutError as e:
    msg = str(e)
go.set()
pool.shutdown()
fs = None
fu = None
