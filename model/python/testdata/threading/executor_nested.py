# Calls that wait for calls of their own pool.
from concurrent.futures import ThreadPoolExecutor
ex = ThreadPoolExecutor(max_workers=2)
def inner(): return 5
def outer():
    return ex.submit(inner).result() + 1
fs = [ex.submit(outer), ex.submit(outer)]
x = [f.result() for f in fs]
ex.shutdown()
fs = None
