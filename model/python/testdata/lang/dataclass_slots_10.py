"""Dataclasses with slots."""
from dataclasses import dataclass, field


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


@dataclass(slots=True)
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)

    def far(self):
        return self.x > self.y


@dataclass(slots=True)
class Q(P):
    z: int = 3


p, q = P(1), Q(5, z=4)
show(lambda: (p, q, p == P(1), p.far(), q.far(), P.__slots__, isinstance(q, P)))
show(lambda: setattr(p, "x", 9))
show(lambda: setattr(p, "w", 9))
show(lambda: hasattr(p, "__dict__"))
show(lambda: p)


@dataclass(slots=True, frozen=True)
class F:
    n: int = 0


show(lambda: setattr(F(), "n", 1))
show(lambda: {F(1): 2}[F(1)])


def twice():
    @dataclass(slots=True)
    class R:
        __slots__ = ("a",)
        a: int


show(twice)
