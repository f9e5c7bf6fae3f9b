"""Classes derived from builtin types, dataclasses and enums in combination, descriptors."""
import asyncio, contextlib, dataclasses, functools, collections, enum, typing, copy, itertools, logging, sys, types, abc, inspect, operator, heapq, random
from dataclasses import dataclass, field

# user dict subclass with attrs
class Registry(dict):
    def __init__(self, *a, name="r", **k):
        super().__init__(*a, **k)
        self.name = name
    def __missing__(self, key):
        return key * 2
    @property
    def size(self): return len(self)
r = Registry({"a": 1}, name="reg")
r["b"] = 2
print(r, r.name, r["zz"], r.size, isinstance(r, dict), list(r.items()), r.copy(), type(r.copy()), len(r), r == {"a": 1, "b": 2}, r.__dict__)
r.name = "x"; print(r.name, hasattr(r, "nope"), vars(r))
r.update(c=3); r.setdefault("d", []).append(1); print(r)
class LRU(collections.OrderedDict):
    def __init__(self, cap):
        super().__init__()
        self.cap = cap
    def put(self, k, v):
        if k in self: self.move_to_end(k)
        self[k] = v
        if len(self) > self.cap: self.popitem(last=False)
l = LRU(2)
for k in "abac": l.put(k, k)
print(list(l), l.cap)
class D(collections.defaultdict):
    pass
d = D(list); d["x"].append(1); print(dict(d), d["x"])
# int/str/float subclass
class Seconds(float):
    def __new__(cls, v): return super().__new__(cls, v)
    def ms(self): return self * 1000
s = Seconds(1.5); print(s, s + 1, s.ms(), s > 1, isinstance(s, float), round(s), repr(s), f"{s:.2f}", type(s).__name__, max(s, 1), sum([s, s]), hash(s) == hash(1.5))
class Id(str):
    __slots__ = ()
    def short(self): return self[:2]
i = Id("hello"); print(i, i.short(), i.upper(), i == "hello", {i: 1}["hello"], len(i), "ell" in i, i + "!", "-".join([i, i]), i[0], [c for c in i][:2], i.startswith("he"), f"{i:>7}", "%s" % i, sorted([Id("b"), Id("a")]), isinstance(i, str))
class N(int):
    def __repr__(self): return f"N({int(self)})"
    def __add__(self, o): return N(int(self) + o)
n = N(3); print(n, n + 1, n * 2, n == 3, range(n), [1,2,3,4][n], n in [3], -n, n ** 2, bool(N(0)), divmod(n, 2), n / 2, hash(n), {3: "x"}[n], int("7") + n, abs(n), f"{n}", f"{n:03d}")
class T(tuple):
    def first(self): return self[0]
t = T([1, 2]); print(t, t.first(), t == (1, 2), t + (3,), len(t), hash(t) == hash((1, 2)), t[1:], 2 in t, [*t], isinstance(t, tuple), t < (1, 3), repr(t), "%s %s" % t)
a, b = t; print(a, b)
match t:
    case (x, y): print("seq", x, y)
class E(ValueError):
    def __init__(self, code, msg):
        super().__init__(msg)
        self.code = code
try: raise E(5, "bad")
except ValueError as e: print(e.code, e, e.args, repr(e))
@dataclass
class Err(Exception):
    code: int
    note: str = ""
try: raise Err(3)
except Err as e: print(e.code, repr(e), e)
# abstract dataclass inheritance
@dataclass
class Base(abc.ABC):
    n: int
    @abc.abstractmethod
    def run(self): ...
    def __post_init__(self): self.twice = self.n * 2
@dataclass
class Child(Base):
    m: int = 1
    def run(self): return self.n + self.m + self.twice
print(Child(2).run(), Child(2), dataclasses.asdict(Child(1, 2)))
@dataclass
class Gen(typing.Generic[typing.TypeVar("Q")]):
    v: int
print(Gen(1), Gen[int](2))
class Mode(str, enum.Enum):
    A = "a"
    B = "b"
print(Mode.A == "a", Mode("b"), Mode.A.value, [m.value for m in Mode], isinstance(Mode.A, str), Mode.A.upper(), {"a": 1}[Mode.A])
@functools.total_ordering
class Prio(enum.Enum):
    LOW = 1
    HIGH = 2
    def __lt__(self, other): return self.value < other.value
print(Prio.LOW < Prio.HIGH, Prio.LOW >= Prio.HIGH, max(Prio), sorted([Prio.HIGH, Prio.LOW]))
@dataclass(order=True)
class Item:
    prio: int
    name: str = field(compare=False)
h = []
for p, nm in ((2, "b"), (1, "a"), (2, "c")): heapq.heappush(h, Item(p, nm))
print([heapq.heappop(h).name for _ in range(3)])
print(copy.copy(Item(1, "x")), copy.deepcopy([Item(1, "x")]), copy.deepcopy(r), copy.deepcopy(r).name)
class Meta: 
    registry = {}
    def __init_subclass__(cls, *, key=None, **kw):
        super().__init_subclass__(**kw)
        Meta.registry[key or cls.__name__] = cls
class P1(Meta, key="p"): pass
class P2(Meta): pass
print(sorted(Meta.registry))
class Desc:
    def __set_name__(self, owner, name): self.n = "_" + name
    def __get__(self, o, t=None): return self if o is None else getattr(o, self.n, 0)
    def __set__(self, o, v):
        if v < 0: raise ValueError("neg")
        setattr(o, self.n, v)
class HasD:
    x = Desc()
hd = HasD(); hd.x = 5; print(hd.x, hd.__dict__)
try: hd.x = -1
except ValueError as e: print(e)
print(inspect.iscoroutinefunction(asyncio.sleep), inspect.isawaitable(5), inspect.isfunction(len), inspect.isclass(int))
ns = types.SimpleNamespace(x=1); ns.x += 1; print(ns)
async def agen():
    for i in range(3): yield i
async def main():
    async with contextlib.aclosing(agen()) as g:
        async for v in g:
            if v: break
    @contextlib.asynccontextmanager
    async def timeoutish():
        try:
            yield 1
        except asyncio.CancelledError:
            print("cancelled inside")
            raise
    async def w():
        async with timeoutish(): await asyncio.sleep(10)
    t = asyncio.create_task(w()); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print("out")
    with contextlib.suppress(asyncio.TimeoutError, KeyError):
        raise asyncio.TimeoutError
asyncio.run(main())
Point = collections.namedtuple("Point", ["x", "y"])
class P3(Point):
    __slots__ = ()
    @property
    def norm(self): return self.x + self.y
    def __new__(cls, x, y=9): return super().__new__(cls, x, y)
print(P3(1), P3(1).norm, P3(1)._replace(y=0), isinstance(P3(1), Point), P3(2) > P3(1))
match P3(1, 2):
    case P3(x=1, y=yy): print("m", yy)
match Item(4, "q"):
    case Item(prio, name): print(prio, name)
print(sys.version_info[:2] >= (3, 8), sys.platform, sys.argv == [] or True)
print(list(map(operator.itemgetter(1), [(1, 2), (3, 4)])), functools.reduce(operator.add, [1, 2, 3]))
