"""next with a default, and a star, before generators and iterators that look at
what threads share."""
import threading


class W:
    def __init__(self, n): self.load = n
class Count:
    def __init__(self): self.n = 0
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration
        return self.n
    def __iter__(self): return self
ws = [W(0), W(1)]
cnt = Count()
out = {}
def gen():
    for w in ws:
        yield w.load
def work(n):
    free = next((w for w in ws if w.load < 1), None)
    if free is not None:
        free.load += 1
    out[n] = (None if free is None else free.load, next(cnt, 7), [*gen(), 9], next(iter([]), 3))
ts = [threading.Thread(target=work, args=(i,)) for i in "ab"]
[t.start() for t in ts]
[t.join() for t in ts]
