"""super() and __class__ in methods that decorators and descriptors hide."""
import contextlib
import functools

log = []
def deco(f):
    @functools.wraps(f)
    def inner(*a, **k):
        return f(*a, **k)
    return inner
class lazy:
    def __init__(self, f): self.f = f
    def __get__(self, o, c=None): return self.f(o)
class B:
    def hello(self): return 1
    @contextlib.contextmanager
    def ctx(self): yield "B"
    value = property(lambda self: "B")
    def __init__(self): self.made = "B"
class A(B):
    for i in {"a", "b"}: pass
    @deco
    def hello(self):
        log.append(__class__.__name__)
        return super().hello() + 1
    @contextlib.contextmanager
    def ctx(self):
        with super().ctx() as x:
            yield x + "A"
    @functools.lru_cache(maxsize=None)
    def cached(self): return super().hello()
    @lazy
    def lz(self): return super().value
    @property
    @deco
    def value(self): return super().value + "A"
    @classmethod
    @deco
    def make(cls): return super().__new__(cls)
    def __new__(cls): return super().__new__(cls)
    part = functools.partialmethod(lambda self, n: super().hello() + n, 3)
    @staticmethod
    def st(): return __class__
    table = {"x": lambda self: (super().hello(), "tab")}
    def gen(self):
        yield from (super(A, self).hello() for _ in range(2))
        def inner(): return super(__class__, self).hello()
        yield inner()
    @functools.singledispatchmethod
    def sd(self, x): return super().hello()
    @sd.register(int)
    def _(self, x: int): return super().hello() + x
class C(A): pass
a = C()
log.append(a.hello())
with a.ctx() as x: log.append(x)
log += [a.cached(), a.lz, a.value, type(C.make()).__name__, a.part(), A.st() is A, A.table["x"](a), list(a.gen()), a.sd("s"), a.sd(4)]
log.append("__classcell__" in vars(A))
class M(type):
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
    @deco
    def __call__(cls, *a):
        log.append(cls.__name__)
        return super().__call__(*a)
class D(B, metaclass=M):
    @deco
    def hello(self): return super().hello() * 5
log.append(D().hello())
def f(self): return "patched"
D.hello = f
log.append(D().hello())
class E(D):
    hello = A.hello
try: E().hello()
except TypeError as e: log.append(str(e))
def call(f): return f(3)
class Early:
    try:
        @call
        def f(self):
            return super()
    except RuntimeError as e:
        log.append(str(e))
for entry in log:
    print(entry)
