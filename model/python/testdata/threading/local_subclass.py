# A subclass of local is begun in each thread.
import threading
class Ctx(threading.local):
    level = 0
    def __init__(self, base=10):
        self.base = base
ctx = Ctx(5)
ctx.base += 1
seen = []
def w(i):
    ctx.base += i
    ctx.level += 1
    seen.append((ctx.base, ctx.level, sorted(ctx.__dict__)))
ts = [threading.Thread(target=w, args=(i,)) for i in (1, 2)]
for t in ts: t.start()
for t in ts: t.join()
mine = ctx.base, ctx.level
try:
    ctx.nothing
except AttributeError as e:
    miss = True
seen.sort()
