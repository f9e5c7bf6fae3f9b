from concurrent.futures import ThreadPoolExecutor
import threading
cbs = []
gate = threading.Event()
def slow():
    gate.wait()
    return 1
def cb(f):
    cbs.append(("cancelled" if f.cancelled() else f.result()))
with ThreadPoolExecutor(1) as ex:
    a = ex.submit(slow)
    b = ex.submit(slow)
    a.add_done_callback(cb)
    b.add_done_callback(cb)
    c1 = b.cancel()
    gate.set()
st = (a.done(), b.cancelled(), a.running())
try:
    b.result()
except Exception as e:
    en = type(e).__name__
del a, b
