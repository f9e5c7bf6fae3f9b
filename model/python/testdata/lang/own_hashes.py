"""Keys whose classes define __hash__: it is asked for every look-up, may fail,
and who has another hash is not asked whether it is equal."""
from dataclasses import dataclass
from enum import Enum


class Broken:
    def __hash__(self):
        raise TypeError("no hash of this")


class Odd:
    def __init__(self, n, h):
        self.n, self.h = n, h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        return self.n == other.n


class ById:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    __hash__ = object.__hash__


class Caseless(str):
    def __hash__(self):
        return hash(self.lower())

    def __eq__(self, other):
        return self.lower() == other.lower()


class Number(Enum):
    ONE = 1

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        return self.value == getattr(other, "value", other)


@dataclass(frozen=True)
class Frozen:
    items: object


def tried(f):
    try:
        print("ok", f())
    except (TypeError, KeyError, AttributeError) as e:
        print(type(e).__name__, e)


for key in (Broken(), Frozen([]), (1, Broken()), (Frozen({}),), Frozen((1, [2]))):
    tried(lambda: {key: 1} and None)
    tried(lambda: {key} and None)
    tried(lambda: {}.get(key))
    tried(lambda: {}.setdefault(key, 1))
    tried(lambda: key in {})
    tried(lambda: key in {1, 2})
    tried(lambda: set([key]) and None)
    tried(lambda: frozenset([key]) and None)
    tried(lambda: dict([(key, 1)]) and None)
    tried(lambda: {}.pop(key, None))
    tried(lambda: {1: 1}.pop(key, None))
    tried(lambda: set().discard(key))
    tried(lambda: dict.fromkeys([key]) and None)
    tried(lambda: hash(key))

tried(lambda: Frozen(1) in {Frozen(1)})
tried(lambda: {Frozen((1, 2)): 5}[Frozen((1, 2))])
for n in (3, 30):
    many = {i: i for i in range(n)}
    many.update({"x": 1, None: 2, (1, 2): 3})
    many[Odd(1, 500)] = "odd"
    tried(lambda: many[Odd(1, 500)])
    tried(lambda: many.get(Odd(1, 501), "no"))
    tried(lambda: many.get(Odd(2, 500), "no"))
    tried(lambda: many.get(Odd(1, 2), "no"))  # 2 has no n
    many[ById(7)] = 1
    tried(lambda: many.get(ById(7)))
    tried(lambda: len({ById(1), ById(1)}))
    tried(lambda: many.get(Caseless("X"), "no"))
    many[Caseless("Abc")] = "abc"
    tried(lambda: (many.get("abc"), many.get("Abc"), many[Caseless("ABC")]))
    tried(lambda: many.get(Number.ONE))
    tried(lambda: (Caseless("X"), 1) in {("x", 1): 1})
    del many[Odd(1, 500)]
    tried(lambda: len(many) - n)
