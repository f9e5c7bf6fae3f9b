"""Scopes, closures, classes, comprehensions, generators."""
x = "global"
def outer():
    x = "outer"
    def inner():
        nonlocal x
        x += "!"
        return x
    def peek(): return x
    return inner, peek
i, p = outer(); i(); print(p(), i(), x)
def counter():
    n = 0
    def inc(by=1):
        nonlocal n; n += by
        return n
    return inc
c1, c2 = counter(), counter(); c1(); c1(5); c2(); print(c1(), c2())
fs = [lambda: i for i in range(3)]; print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
fs = []
for q in range(3):
    def g(): return q
    fs.append(g)
print([f() for f in fs])
def setg():
    global newg
    newg = 5
setg(); print(newg)
class A:
    x = 1
    y = x + 1
    z = [x for x in range(3)]
    def m(self): return x
    w = [k for k in z]
    def __private(self): return "priv"
    def call(self): return self.__private()
    x2 = x
print(A.x, A.y, A.z, A().m(), A.w, A().call(), A._A__private(A()))
x = "changed"
class B(A):
    def __init__(self): super().__init__(); self.v = 1
    def call(self): return "B" + super().call()
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def st(a): return a * 2
    @property
    def prop(self): return self.v
    @prop.setter
    def prop(self, v): self.v = v * 10
    def who(self): return (lambda: __class__.__name__)()
    def comp(self): return [super(B, self).call() for _ in range(2)]
    def comp2(self): return [s for s in (super().call(),)]
b = B.make(); b.prop = 4; print(b.prop, b.call(), B.st(3), b.who(), b.comp(), b.comp2())
def f():
    class L:
        v = x
        def g(self): return y
    y = "late"
    return L
print(f().v, f()().g(), f().__qualname__, f().g.__qualname__)
def deco(n):
    def d(fn):
        def w(*a, **k): return (n, fn(*a, **k))
        return w
    return d
@deco(1)
@deco(2)
def dd(a, b=2): return a + b
print(dd(1), dd(1, b=5))
print([[i * j for j in range(3)] for i in range(3)], {k: v for k, v in zip("ab", (1, 2))}, {c for c in "aab"} == {"a", "b"})
print([x for x in range(10) if x % 2 if x > 3], [(a, b) for a in range(3) for b in range(a)])
print(x, sum(v * v for v in range(4)), any(v > 2 for v in range(4)), list(v for v in "ab"))
print([last := v for v in range(4)], last)
def comp_scope():
    v = "keep"
    r = [v for v in range(3)]
    return v, r
print(comp_scope())
def gen():
    got = yield 1
    print("got", got)
    try: yield 2
    except ValueError as e: print("thrown", e); yield 3
    return "done"
g = gen(); print(next(g), g.send("s"), g.throw(ValueError("tv")))
try: next(g)
except StopIteration as e: print(e.value)
def yf():
    r = yield from gen()
    print("r", r)
for v in yf(): print(v)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(12), (lambda f, n: f(f, n))(lambda f, n: 1 if n < 2 else n * f(f, n - 1), 5))
class M:
    def __getitem__(self, k): return k
    def __contains__(self, k): return k == 3
    def __call__(self, *a): return a
    def __len__(self): return 2
    def __iter__(self): return iter([1, 2])
    def __eq__(self, o): return True
    def __repr__(self): return "M()"
m = M(); print(m[1:2], m[1, 2], 3 in m, 4 not in m, m(1), len(m), list(m), m == 5, m, [*m])
print(__name__)
del x
try: x
except NameError as e: print(e)
class Meta:
    def __init_subclass__(cls, tag=None): cls.tag = tag
class Sub(Meta, tag="t"): """doc here"""
print(Sub.tag, Sub.__doc__, Sub.__name__)
class Ann:
    a: int
    b: "str" = "x"
print(Ann.__annotations__ if False else list(Ann.__annotations__))
