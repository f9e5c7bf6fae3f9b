"""dataclasses."""
import dataclasses
from dataclasses import KW_ONLY, FrozenInstanceError, InitVar, asdict, astuple, dataclass, field, fields, replace
from typing import ClassVar, List, Optional


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass
class Named(Point):
    name: str = "none"
    tags: List[str] = field(default_factory=list)
    hidden: int = field(default=7, repr=False, compare=False)
    count: ClassVar[int] = 0

    def size(self):
        return self.x + self.y


p = Point(1)
print(p, p == Point(1, 0), p != Point(2), p == (1, 0), Point(y=3, x=2))
n = Named(1, 2, tags=["t"])
print(n, n.size(), n == Named(1, 2, tags=["t"], hidden=9), n.tags is Named(1, 2).tags, Named.count, n.hidden)
print([f.name for f in fields(Named)], [f.name for f in fields(p)], dataclasses.is_dataclass(n),
      dataclasses.is_dataclass(Named), dataclasses.is_dataclass(5))
for bad in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(1, z=1), lambda: Point(1, x=1), lambda: Named(),
            lambda: hash(p)):
    try:
        bad()
    except TypeError as e:
        print(e)
p.x = 10
print(p, asdict(p), astuple(n), asdict(n), replace(p, y=5))


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0


a, b = Version(1, 2), Version(1, 10)
print(a < b, a <= b, a > b, a >= b, sorted([b, a]), hash(a) == hash(Version(1, 2)), {a: 1}[Version(1, 2)])
for bad in (lambda: setattr(a, "major", 5), lambda: delattr(a, "minor")):
    try:
        bad()
    except FrozenInstanceError as e:
        print(type(e).__name__, e)
try:
    a < (1, 2)
except TypeError as e:
    print(e)
print(replace(a, major=9), a)


@dataclass
class Post:
    base: int
    factor: InitVar[int] = 2
    value: int = field(init=False)
    log: list = field(init=False, default_factory=list)

    def __post_init__(self, factor):
        self.value = self.base * factor
        self.log.append("made")


print(Post(3), Post(3, 5), Post(base=1, factor=1).value)


@dataclass(kw_only=True)
class Options:
    host: str
    port: int = 80


@dataclass
class Mixed:
    a: int
    _: KW_ONLY
    b: int = 2
    c: int


print(Options(host="h"), Mixed(1, c=3))
for bad in (lambda: Options("h"), lambda: Mixed(1, 2), lambda: Mixed(1)):
    try:
        bad()
    except TypeError as e:
        print(e)


@dataclass(eq=False)
class Identity:
    x: int


print(Identity(1) == Identity(1), len({Identity(1), Identity(1)}))


@dataclass(unsafe_hash=True)
class Hashed:
    x: int
    note: str = field(default="", compare=False)


print(len({Hashed(1), Hashed(1, "other")}))


@dataclass
class Own:
    x: int

    def __repr__(self):
        return "own!"

    def __eq__(self, other):
        return True


print(Own(1), Own(1) == 5)


@dataclass(slots=True)
class Slotted:
    x: int = 1
    items: Optional[list] = None


print(Slotted(), Slotted(2, [1]))
try:
    @dataclass
    class Bad:
        x: list = []
except ValueError as e:
    print(e)
try:
    @dataclass
    class Bad2:
        x: int = 1
        y: int
except TypeError as e:
    print(e)

match Point(1, 2):
    case Point(1, y):
        print("matched", y)
match n:
    case Named(x=1, name=name):
        print("matched", name)


@dataclass(frozen=True)
class Child(Version):
    patch: int = 3


print(Child(1), Child(1) == Version(1), Child.__match_args__)
Made = dataclasses.make_dataclass("Made", ["a", ("b", int), ("c", int, 5)])
print(Made(1, 2), Made(1, 2, 3) == Made(1, 2, 3))
print(asdict(Named(1, tags=[Point(1)])), asdict(p, dict_factory=lambda pairs: [k for k, _ in pairs]))
