import threading
class R:
    pool = []
    def __enter__(self):
        R.pool.append(id_of(self)); return self
    def __exit__(self, et, ev, tb):
        R.pool.remove(id_of(self)); return et is KeyError
def id_of(r): return r.n
r1, r2 = R(), R()
r1.n, r2.n = 1, 2
snap = []
def f(r):
    with r:
        snap.append(list(R.pool))
        raise KeyError
ts = [threading.Thread(target=f, args=(r,)) for r in (r1, r2)]
for t in ts: t.start()
for t in ts: t.join()
left = R.pool
