"""Attributes of functions, classes, enum members and module-level objects that change while tasks run."""
import asyncio, enum, functools, dataclasses, collections, types
log = []
class A:
    registry = {}
    items = []
    count = 0
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        A.registry[cls.__name__] = cls
    def add(self, x, seen=[], cache={}):
        seen.append(x); cache[x] = cache.get(x, 0) + 1
        self.items.append(x)
        A.count += 1
        type(self).last = x
        return list(seen), dict(cache)
class B(A): pass
def f(x, memo={}):
    f.calls += 1
    return memo.setdefault(x, len(memo))
f.calls = 0
def g(): return g.__dict__.setdefault("k", [])
class Color(enum.Enum):
    RED = 1
    GREEN = 2
    def hot(self): return self is Color.RED
fs = []
for i in range(3):
    fs.append(lambda: i)
gs = [lambda i=i: i for i in range(3)]
def counter():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    def get(): return n
    return inc, get
inc, get = counter()
@functools.lru_cache(maxsize=2)
def slow(x):
    log.append(f"slow {x}")
    return [x]
@dataclasses.dataclass
class D:
    x: int = 0
    l: list = dataclasses.field(default_factory=list)
    shared: dataclasses.InitVar[int] = 3
    total = 0
    def __post_init__(self, shared): D.total += self.x + shared
class Prop:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, obj, typ=None):
        if obj is None: return self
        return getattr(obj, self.name, "unset")
    def __set__(self, obj, v): setattr(obj, self.name, v); obj.sets = getattr(obj, "sets", 0) + 1
class P:
    p = Prop()
    x = 1
    @classmethod
    def bump(cls): cls.x += 1; return cls.x
    @staticmethod
    def st(): P.y = P.x; return P.y
inst = P()
tup = ([], {}, inst)
ns = types.SimpleNamespace(a=1)
nt = collections.namedtuple("nt", "a b")([1], 2)
frozen = frozenset([(1, 2)])
part = functools.partial(lambda l, x: l.append(x) or len(l), [])
method = inst.bump
boundadd = B().add
class Cnt:
    def __init__(self): self.n = 0
    def __call__(self): self.n += 1; return self.n
cnt = Cnt()
async def w(k):
    for j in range(2):
        log.append(A().add(k) if j else boundadd(k))
        f(k)
        g().append(k)
        Color.RED.tag = k
        Color.RED.hits = getattr(Color.RED, "hits", 0) + 1
        log.append([h() for h in fs]); log.append([h() for h in gs])
        log.append((inc(), get()))
        slow(k)[0] += 1
        D(k); 
        inst.p = inst.p + str(k) if isinstance(inst.p, str) else k
        P.bump(); P.st(); log.append(method())
        tup[0].append(k); tup[1][k] = j
        ns.a += k
        nt.a.append(k)
        log.append(part(k))
        log.append(cnt())
        await asyncio.sleep(0)
async def main():
    global f2
    await asyncio.gather(w(1), w(2))
    class C(B): pass
    log.append(sorted(A.registry)); log.append((A.items, A.count, B.last))
    log.append((f.calls, f(7), g(), Color.RED.tag, Color.RED.hits, D.total, inst.p, inst.sets, P.x, P.y, inst.x))
    log.append((tup[0], tup[1], ns.a, nt.a, Color["RED"].tag, Color(1).tag, Color.RED.hot()))
    A.add2 = lambda self: 5
    log.append(B().add2())
    B.add = lambda self, x: "new"
    log.append((B().add(3), boundadd(9)))
    del B.add
    log.append(B().add(4)[0][-1])
    A.__len__ = lambda self: 0
    log.append(bool(A()))
    P.x = property(lambda self: 42)
    log.append(inst.x)
    setattr(P, "z", 5); log.append(inst.z); delattr(P, "z"); log.append(hasattr(inst, "z"))
    w.extra = 5; log.append(w.extra); log.append(w.__dict__); log.append(("items" in A.__dict__, A.__dict__["items"], B.__dict__.get("last"), "zz" in A.__dict__))
    inst.__class__ = B
    log.append(type(inst).__name__)
    inst.__dict__["q"] = 1; log.append(inst.q); log.append(vars(inst)["q"])
asyncio.run(main())
