from concurrent.futures import ThreadPoolExecutor, wait, FIRST_COMPLETED, Future
import threading
log = []
def f(x):
    if x < 0: raise KeyError(x)
    return x
ex = ThreadPoolExecutor(1)
fs = [ex.submit(f, x) for x in (1, -1)]
fs[0].add_done_callback(lambda fu: log.append(fu.result()))
done, not_done = wait(fs, return_when=FIRST_COMPLETED)
n = len(done)
c = fs[1].cancel()
ex.shutdown()
states = [fu.cancelled() for fu in fs]
