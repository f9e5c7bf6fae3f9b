import threading, queue
class Stack(queue.LifoQueue):
    def push(self, x): self.put(x)
    def pop(self, **kw): return self.get(**kw)
    def __len__(self): return self.qsize()
class Weighted(queue.PriorityQueue):
    def put(self, item, *a, **k):
        super().put((-item, item), *a, **k)
    def get(self, *a, **k):
        return super().get(*a, **k)[1]
s = Stack(); w = Weighted()
out = []
def f():
    s.push(1); s.push(2)
    w.put(5); w.put(7)
def g():
    out.append(s.pop(timeout=1))
    out.append(w.get())
    out.append(len(s))
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for t in ts: t.start()
for t in ts: t.join()
