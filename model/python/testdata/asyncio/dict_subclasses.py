"""Classes derived from dict, defaultdict and OrderedDict with attributes of their own."""
import asyncio
from collections import defaultdict, OrderedDict, Counter, UserDict
class Reg(dict):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
        self.hits = 0
    def __missing__(self, k):
        self.hits += 1
        return k * 2
class DD(defaultdict):
    def __init__(self, n):
        super().__init__(list)
        self.n = n
    def __repr__(self): return "DD" + repr(dict(self))
log = []
r = Reg(a=1)
d = DD(3)
async def w(i):
    d[i % 2].append(i)
    await asyncio.sleep(0)
    log.append(r[i])
    r.last = i
    del r.last
    log.append(hasattr(r, "last"))
    try:
        Reg()["x"].y
    except AttributeError as e: log.append(str(e))
async def main():
    await asyncio.gather(w(1), w(2))
    log.append(repr(d)); log.append(d.n); log.append(r.hits); log.append(d.default_factory is list)
    r.__dict__["z"] = 5
    log.append(r.z)
    o = OrderedDict(a=1)
    o.x = 5
    log.append(o.x)
    try: o["q"]
    except KeyError as e: log.append(repr(e))
    import copy
    c = copy.copy(r); c.hits += 1
    log.append((c.hits, r.hits, type(c).__name__))
    d.default_factory = None
    try: d[99]
    except KeyError as e: log.append(repr(e))
asyncio.run(main())
