# Shutdown cancels one call after another (from 3.9 on).
from concurrent.futures import ThreadPoolExecutor, CancelledError
log = []
pool = ThreadPoolExecutor(1)
fs = [pool.submit(log.append, i) for i in range(3)]
pool.shutdown(wait=True, cancel_futures=True)
st = [("c" if f.cancelled() else "d") for f in fs]
try:
    pool.submit(print)
except RuntimeError as e:
    m = str(e)
fs = None
