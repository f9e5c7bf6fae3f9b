"""Classes: special methods, operators, attributes, inheritance."""
from functools import partial


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class V:
    def __init__(self, x, y=0):
        self.x, self.y = x, y

    def __repr__(self):
        return "V(%r, %r)" % (self.x, self.y)

    def __eq__(self, other):
        if not isinstance(other, V):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __add__(self, other):
        if isinstance(other, V):
            return V(self.x + other.x, self.y + other.y)
        return NotImplemented

    def __radd__(self, other):
        return V(other + self.x, self.y)

    def __iadd__(self, other):
        self.x += other if isinstance(other, int) else other.x
        return self

    def __sub__(self, other):
        return NotImplemented

    def __mul__(self, k):
        return V(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return V(-self.x, -self.y)

    def __abs__(self):
        return abs(self.x) + abs(self.y)

    def __bool__(self):
        return bool(self.x or self.y)

    def __lt__(self, other):
        return self.x < other.x

    def __len__(self):
        return 2

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __iter__(self):
        yield self.x
        yield self.y

    def __contains__(self, v):
        return v in (self.x, self.y)

    def __call__(self, *a, **k):
        return a, k

    def __int__(self):
        return self.x

    def __float__(self):
        return float(self.x)

    def __index__(self):
        return self.x

    def __round__(self, n=None):
        return ("round", n)

    def __divmod__(self, o):
        return "divmod"

    def __matmul__(self, o):
        return "@"

    def __format__(self, spec):
        return "V:" + spec

    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, t, v, tb):
        print("exit", t and t.__name__, v)
        return t is ValueError


a, b = V(1, 2), V(3)
show(lambda: a + b)
show(lambda: 5 + a)
show(lambda: a + 5)
show(lambda: a - 1)
show(lambda: 1 - a)
show(lambda: a * 3)
show(lambda: 3 * a)
show(lambda: [1] * a)
show(lambda: "ab" * b)
show(lambda: -a)
show(lambda: +a)
show(lambda: abs(a))
show(lambda: bool(V(0)))
show(lambda: a < b)
show(lambda: a > b)
show(lambda: a <= b)
show(lambda: a == V(1, 2))
show(lambda: a != V(1, 2))
show(lambda: a == 5)
show(lambda: a != 5)
show(lambda: {a: 1}[V(1, 2)])
show(lambda: V(1, 2) in [a])
show(lambda: len(a))
show(lambda: a[1])
show(lambda: a[5])
show(lambda: list(a))
show(lambda: 2 in a)
show(lambda: a(1, k=2))
show(lambda: (int(a), float(a), [10, 20][a], range(5)[a], hex(a)))
show(lambda: (round(a), round(a, 2)))
show(lambda: divmod(a, 1))
show(lambda: a @ a)
show(lambda: f"{a:xx} {a!r}")
show(lambda: sorted([b, a]))
show(lambda: max(a, b))
a += 5
print(a)
a += b
print(a)
with a as z:
    print(z is a)
with V(1):
    raise ValueError("x")
print("after")
try:
    with V(1):
        raise KeyError("x")
except KeyError as e:
    print("KeyError", e)


class W(V):
    def __radd__(self, o):
        return "W.radd"

    def __gt__(self, o):
        return "W.gt"


show(lambda: V(1) + W(2))
show(lambda: V(1) < W(2))
show(lambda: W(1) < W(2))


class Plain:
    kind = "plain"

    def __init__(self):
        self._v = 1

    @property
    def v(self):
        return self._v

    @v.setter
    def v(self, x):
        self._v = x

    @v.deleter
    def v(self):
        del self._v

    @staticmethod
    def st(x):
        return x

    @classmethod
    def cl(cls, x):
        return cls.__name__, x

    @property
    def ro(self):
        return 5


p = Plain()
show(lambda: p.v)
p.v = 9
show(lambda: p.v)
del p.v
show(lambda: p.v)


def setro():
    p.ro = 1


def delro():
    del p.ro


show(setro)
show(delro)
show(lambda: p.nope)
show(lambda: Plain.nope)
show(lambda: p.st(1) + Plain.st(2))
show(lambda: p.cl(1) + Plain.cl(2))
show(lambda: p == p)
show(lambda: p == Plain())
show(lambda: p < p)
show(lambda: p + 1)
show(lambda: p[0])
show(lambda: len(p))
show(lambda: p())
show(lambda: iter(p))
show(lambda: -p)
show(lambda: 1 in p)
show(lambda: next(p))
show(lambda: Plain(1))
show(lambda: (getattr(p, "kind"), getattr(p, "zz", 3), hasattr(p, "zz"), hasattr(p, "kind")))
setattr(p, "q", 4)
show(lambda: p.q)
delattr(p, "q")
show(lambda: p.q)
show(lambda: p.__class__.__name__)
show(lambda: p.__dict__)
show(lambda: vars(p))
show(lambda: type(p) is Plain)
show(lambda: isinstance(p, (int, Plain)))
show(lambda: isinstance(p, 5))
show(lambda: issubclass(W, V))
show(lambda: issubclass(5, V))
show(lambda: W.__mro__ == (W, V, object))
show(lambda: W.__bases__ == (V,))
show(lambda: (W.__name__, W.__qualname__, W.__module__))
Plain.kind = "changed"
show(lambda: p.kind)
Plain.added = lambda self, x: x + 1
show(lambda: p.added(1))


class A:
    def f(self):
        return ["A"]


class B(A):
    def f(self):
        return ["B"] + super().f()


class C(A):
    def f(self):
        return ["C"] + super().f()


class D(B, C):
    def f(self):
        return ["D"] + super().f()


show(lambda: D().f())
show(lambda: super(B, D()).f())
show(lambda: [k.__name__ for k in D.__mro__])


def bad():
    try:
        class X(A, object, B):
            pass
    except TypeError as e:
        return "consistent method resolution" in str(e)


show(bad)


class G:
    def __getattr__(self, name):
        if name.startswith("x"):
            return name.upper()
        raise AttributeError("no " + name)

    def __setattr__(self, name, v):
        object.__setattr__(self, name, v * 2)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)


g = G()
show(lambda: g.xyz)
show(lambda: g.abc)
g.n = 4
show(lambda: g.n)
del g.n
show(lambda: hasattr(g, "n"))


class S:
    def __str__(self):
        return "str"


class R:
    def __repr__(self):
        return "repr"


class Bad:
    def __str__(self):
        return 5

    def __len__(self):
        return -1

    def __bool__(self):
        return 3

    def __hash__(self):
        return "x"



class BadIter:
    def __iter__(self):
        return 5


show(lambda: str(S()))
show(lambda: str(R()))
show(lambda: "%s %r" % (R(), R()))
show(lambda: str(Bad()))
show(lambda: len(Bad()))
show(lambda: bool(Bad()))
show(lambda: hash(Bad()))
show(lambda: list(BadIter()))


class NoHash:
    def __eq__(self, o):
        return True


show(lambda: hash(NoHash()))
show(lambda: {NoHash(): 1})
show(lambda: {NoHash()})
show(lambda: NoHash() == 5)
show(lambda: NoHash() != 5)
show(lambda: 5 == NoHash())


class Desc:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return "class " + self.name
        return obj.__dict__.get(self.name, "unset")

    def __set__(self, obj, value):
        obj.__dict__[self.name] = value + 1


class HasDesc:
    d = Desc()


h = HasDesc()
show(lambda: (HasDesc.d, h.d))
h.d = 4
show(lambda: h.d)


class Base:
    subs = []

    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        Base.subs.append((cls.__name__, tag))


class Sub1(Base, tag="t"):
    pass


class Sub2(Base):
    pass


print(Base.subs)


class New:
    def __new__(cls, *a):
        o = super().__new__(cls)
        o.args = a
        return o

    def __init__(self, *a):
        self.n = len(a)


n = New(1, 2)
print(n.args, n.n)


class Singleton:
    _one = None

    def __new__(cls):
        if cls._one is None:
            cls._one = object.__new__(cls)
        return cls._one


print(Singleton() is Singleton())
show(lambda: object.__eq__(a, b))
show(lambda: callable(p))
show(lambda: callable(a))
show(lambda: callable(len))
show(lambda: callable(V))
f = partial(max, 3, key=lambda x: -x)
show(lambda: f(1, 2))
show(lambda: (f.args, f.func is max))
show(lambda: partial(int, base=2)("101"))


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


show(lambda: list(It(3)))
show(lambda: sum(It(4)))
show(lambda: [*It(2)])
show(lambda: 2 in It(5))


class Seq:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i >= 3:
            raise IndexError(i)
        return i * 10


show(lambda: list(Seq()))
show(lambda: list(reversed(Seq())))
show(lambda: 20 in Seq())
show(lambda: bool(Seq()))


class MyDict(dict):
    def __missing__(self, k):
        return k * 2

    def total(self):
        return sum(self.values())


d = MyDict(a=1, b=2)
d.extra = 5
show(lambda: (d, d["zz"], d.total(), d.extra, len(d), isinstance(d, dict), type(d).__name__, d == {"a": 1, "b": 2}))
show(lambda: d.get("zz"))
show(lambda: {**d})


class MyErr(Exception):
    def __init__(self, code):
        super().__init__("code %d" % code)
        self.code = code


try:
    raise MyErr(5)
except MyErr as e:
    print(e, repr(e), e.code, e.args)


class E2(ValueError):
    pass


class E3(KeyError):
    def __str__(self):
        return "custom"


show(lambda: repr(E2("a", 1)))
show(lambda: str(E2("a", 1)))
show(lambda: str(KeyError("a")))
show(lambda: str(E3("a")))
show(lambda: repr(E3("a")))
show(lambda: str(ValueError()))
show(lambda: Exception(1) == Exception(1))
try:
    try:
        raise ValueError("a")
    except ValueError as e:
        raise TypeError("b") from e
except TypeError as e:
    print(repr(e.__cause__))
show(lambda: type("Dyn", (V,), {"z": 5})(1, 2).z)
show(lambda: (int | str, isinstance(5, (int, str))) if False else 1)


class Slots:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


show(lambda: Slots().a)
show(lambda: Slots().b)


def missing():
    V()


def too_many():
    V(1, 2, 3)


def bad_kw():
    V(1, z=2)


for f in (missing, too_many, bad_kw):
    show(f)
print(V.__init__.__name__, p.cl.__name__, V.__doc__, (lambda: 0).__name__)
print(bool(p), bool(V), bool(len), bool(object()))
show(lambda: V.__add__(V(1), V(2)))
show(lambda: int.__add__(1, 2) if False else 3)
show(lambda: [].append.__name__)
show(lambda: str.upper("abc"))
show(lambda: list.append([], 1))
show(lambda: str.upper(5))
show(lambda: dict.fromkeys([1], 2))
show(lambda: list(map(str.strip, [" a ", "b "])))
show(lambda: sorted(["b", "A"], key=str.lower))
