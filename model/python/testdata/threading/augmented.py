import threading
class A: pass
a = A(); a.v = 0; a.l = []
def w(k):
    a.l += [k]
    a.v |= k
ts = [threading.Thread(target=w, args=(k,)) for k in (1, 2)]
for t in ts: t.start()
for t in ts: t.join()
v, l = a.v, a.l
