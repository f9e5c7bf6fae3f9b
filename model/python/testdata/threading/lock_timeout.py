import threading
lk = threading.Lock()
r = []
def f():
    if lk.acquire(timeout=0.01):
        r.append("f")
        lk.release()
    else:
        r.append("f-")
def g():
    if lk.acquire(False):
        r.append("g")
        lk.release()
    else:
        r.append("g-")
def h():
    with lk:
        r.append("h")
ts = [threading.Thread(target=x) for x in (f, g, h)]
for t in ts: t.start()
for t in ts: t.join()
try: lk.acquire(False, 1)
except ValueError as e: msg = str(e)
try: lk.acquire(timeout=-2)
except ValueError as e: msg2 = type(e).__name__
