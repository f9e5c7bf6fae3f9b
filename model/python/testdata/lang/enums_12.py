"""Enumerations: members, aliases, mixed types, flags."""
import enum
from enum import Enum, IntEnum, Flag, IntFlag, StrEnum, auto, unique


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    BLUE = auto()

    def describe(self):
        return self.name.lower() + str(self.value)

    @property
    def nice(self):
        return self.name.title()

    @classmethod
    def default(cls):
        return cls.GREEN


show(lambda: Color.RED)
show(lambda: str(Color.RED))
show(lambda: f"{Color.RED} {Color.RED!r} {Color.RED:>12}|")
show(lambda: "%s" % Color.RED)
show(lambda: (Color.RED.name, Color.RED.value))
show(lambda: Color.CRIMSON is Color.RED)
show(lambda: Color(2))
show(lambda: Color(9))
show(lambda: Color("RED"))
show(lambda: Color["RED"])
show(lambda: Color["NOPE"])
show(lambda: Color.NOPE)
show(lambda: list(Color))
show(lambda: len(Color))
show(lambda: Color.BLUE.value)
show(lambda: [c.describe() for c in Color])
show(lambda: Color.RED.nice)
show(lambda: Color.default())
show(lambda: (Color.RED == Color.RED, Color.RED == Color.GREEN, Color.RED == 1, Color.RED != 1))
show(lambda: Color.RED < Color.GREEN)
show(lambda: Color.RED in Color)
show(lambda: 1 in Color)
show(lambda: 99 in Color)
show(lambda: {Color.RED: "r"}[Color.CRIMSON])
show(lambda: isinstance(Color.RED, Color))
show(lambda: type(Color.RED) is Color)
show(lambda: Color)
show(lambda: list(Color.__members__.items()))
show(lambda: list(reversed(Color)))
show(lambda: Color.RED + 1)
show(lambda: bool(Color.RED))
show(lambda: Color.RED.value + 1)
show(lambda: hash(Color.RED) == hash(Color.RED))
show(lambda: Color(Color.RED))
show(lambda: type(Color).__name__)


def setmember():
    Color.RED.value = 5


def extend():
    class More(Color):
        PINK = 5


show(extend)


class Num(IntEnum):
    ONE = 1
    TWO = 2
    THREE = auto()


show(lambda: (Num.ONE, str(Num.ONE), f"{Num.ONE} {Num.ONE:03d}", "%d" % Num.TWO))
show(lambda: (Num.ONE + 1, Num.TWO * Num.THREE, -Num.ONE, Num.ONE / 2, 5 - Num.TWO, Num.TWO ** 2))
show(lambda: (Num.ONE < Num.TWO, Num.ONE == 1, 1 == Num.ONE, Num.TWO > 1.5, Num.ONE in (1, 2), Num.ONE == True))
show(lambda: {1: "x"}[Num.ONE])
show(lambda: {Num.ONE: "x"}[1])
show(lambda: [10, 20, 30][Num.ONE])
show(lambda: "abc"[Num.TWO])
show(lambda: list(range(Num.THREE)))
show(lambda: [1, 2, 3, 4][Num.ONE:Num.THREE])
show(lambda: sorted([Num.THREE, Num.ONE, 2]))
show(lambda: sum(Num))
show(lambda: max(Num))
show(lambda: int(Num.TWO))
show(lambda: float(Num.TWO))
show(lambda: isinstance(Num.ONE, int))
show(lambda: "ab" * Num.TWO)
show(lambda: Num(2))
show(lambda: Num(7))
show(lambda: {Num.TWO, Num.ONE})
show(lambda: bool(Num.ONE))
show(lambda: hash(Num.TWO))
show(lambda: Num.ONE.bit_length())
show(lambda: (Num.ONE & 3, Num.ONE | 2, ~Num.ONE, Num.ONE << 2))
show(lambda: divmod(7, Num.TWO))
show(lambda: round(Num.ONE))
show(lambda: Num.ONE is Num(1))


class Lev(StrEnum):
    LOW = "low"
    HIGH = auto()


show(lambda: (Lev.LOW, str(Lev.LOW), f"{Lev.LOW}", f"{Lev.LOW:>5}", Lev.HIGH.value))
show(lambda: (Lev.LOW == "low", "low" == Lev.LOW, Lev.LOW.upper(), Lev.LOW + "x", "x" + Lev.LOW, Lev.LOW < "m"))
show(lambda: {"low": 1}[Lev.LOW])
show(lambda: {Lev.LOW: 1}["low"])
show(lambda: ",".join([Lev.LOW, Lev.HIGH]))
show(lambda: len(Lev.LOW))
show(lambda: Lev.LOW[0])
show(lambda: "o" in Lev.LOW)
show(lambda: Lev("low"))
show(lambda: [c for c in Lev.LOW])
show(lambda: isinstance(Lev.LOW, str))
show(lambda: "%s" % Lev.LOW)


class S2(str, Enum):
    A = "a"
    B = "b"


show(lambda: (S2.A, str(S2.A), f"{S2.A}", S2.A == "a", S2.A.value, S2.A.upper(), S2("b")))
show(lambda: "%s" % S2.A)
show(lambda: S2.A + "z")


class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def density(self):
        return round(self.mass / self.radius, -15)


show(lambda: Planet.EARTH)
show(lambda: Planet.EARTH.mass)
show(lambda: Planet.MARS.density)
show(lambda: Planet((5.97e24, 6.37e6)))


class WithNew(Enum):
    A = (1, "first")
    B = (2, "second")

    def __new__(cls, value, label):
        obj = object.__new__(cls)
        obj._value_ = value
        obj.label = label
        return obj


show(lambda: (WithNew.A, WithNew.A.value, WithNew.B.label, WithNew(2)))


class Missing(Enum):
    A = 1
    OTHER = 0

    @classmethod
    def _missing_(cls, value):
        return cls.OTHER if value < 100 else None


show(lambda: Missing(5))
show(lambda: Missing(500))


class Auto2(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower() + str(count)

    X = auto()
    Y = auto()


show(lambda: list(Auto2))


class Str2(Enum):
    A = "x"

    def __str__(self):
        return "custom " + self.value

    def __repr__(self):
        return "Repr"


show(lambda: (Str2.A, str(Str2.A), f"{Str2.A}"))


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


show(lambda: (Perm.R, Perm.R | Perm.X, Perm.RW, Perm.R & Perm.W, Perm.RW & Perm.R, Perm.RW ^ Perm.R, ~Perm.R))
show(lambda: (str(Perm.R), str(Perm.R | Perm.X), str(Perm(0)), Perm(3), Perm(7)))
show(lambda: (Perm.R in Perm.RW, Perm.X in Perm.RW, bool(Perm.R & Perm.W), bool(Perm.R)))
show(lambda: list(Perm))
show(lambda: list(Perm.RW))
show(lambda: len(Perm.RW))
show(lambda: (Perm.R | Perm.W == Perm.RW, (Perm.R | Perm.W) is Perm.RW, (Perm.R | Perm.X) == (Perm.X | Perm.R)))
show(lambda: (Perm.R | Perm.X).value)
show(lambda: (Perm.R | Perm.X).name)
show(lambda: {Perm.R | Perm.X: 1}[Perm.X | Perm.R])
show(lambda: Perm.R | 1)
show(lambda: Perm.R < Perm.W)
show(lambda: 1 in Perm.R)
show(lambda: Perm(8))


class IP(IntFlag):
    A = 1
    B = 2
    C = 4


show(lambda: (IP.A | IP.B, IP.A | 8, IP.A & 3, IP.A == 1, (IP.A | IP.B) == 3, IP.A + 1, int(IP.A | IP.C), str(IP.A | IP.B), ~IP.A))
show(lambda: f"{IP.A} {IP.A | IP.B}")
show(lambda: IP(3))
show(lambda: IP(0))
show(lambda: [p for p in IP.A | IP.C])


@unique
class U(Enum):
    A = 1
    B = 2


def dup():
    @unique
    class D(Enum):
        A = 1
        B = 1


show(dup)
Fn = Enum("Fn", "P Q R")
show(lambda: list(Fn))
Fn2 = Enum("Fn2", {"A": 10, "B": 20})
show(lambda: list(Fn2))
Fn3 = IntEnum("Fn3", ["A", "B"])
show(lambda: Fn3.B + 1)


class Empty(Enum):
    def hello(self):
        return "hello " + self.name


class Derived(Empty):
    A = 1


show(lambda: Derived.A.hello())
show(lambda: list(Empty))
match Color.GREEN:
    case Color.RED:
        print("red")
    case Color.GREEN:
        print("green")
d = {c: 0 for c in Color}
d[Color.BLUE] += 1
print(d)


class Const(Enum):
    PI = 3.14
    NAME = "n"
    LST = [1]
    NON = None
    _private = 5
    FN = len


show(lambda: list(Const))
show(lambda: Const([1]))
show(lambda: Const._private)
