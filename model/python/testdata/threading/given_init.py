# A pool whose initializer and calls are builtins.
from concurrent.futures import ThreadPoolExecutor
log = []
ex = ThreadPoolExecutor(2, initializer=log.append, initargs=("i",))
f = ex.submit(log.append, 1)
n = len(log)
run = f.running()
k = len(log)
ex.shutdown()
f = None
