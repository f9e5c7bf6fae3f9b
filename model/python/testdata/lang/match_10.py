"""The match statement."""


class P:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Q:
    def __init__(self):
        self.a = 1


def m(v):
    match v:
        case None:
            return "none"
        case True | False:
            return "bool"
        case 0:
            return "zero"
        case -1 | 1.5:
            return "num"
        case "a" | "b" as s:
            return "ab", s
        case []:
            return "empty"
        case [x]:
            return "one", x
        case [1, *rest]:
            return "starts 1", rest
        case [a, b, *_, c]:
            return "long", a, b, c
        case [x, y] if x == y:
            return "pair eq"
        case (x, [y, z]):
            return "nested", x, y, z
        case {"k": v, "n": {"m": w}, **rest}:
            return "dict", v, w, rest
        case {"k": v}:
            return "k", v
        case P(0, y=0):
            return "origin"
        case P(x, y) if x > y:
            return "P gt", x, y
        case P(x=px):
            return "P", px
        case Q(a=1):
            return "Q"
        case int(n):
            return "int", n
        case str():
            return "str"
        case {}:
            return "mapping"
        case _:
            return "other"


from collections import deque
for v in [None, True, 0, -1, 1.5, "a", "zz", [], [5], [1, 2, 3], [2, 3, 4, 5], [4, 4], (7, [8, 9]), {"k": 1, "n": {"m": 2}, "z": 3}, {"k": 5}, {},
          P(0, 0), P(3, 1), P(1, 3), Q(), 77, 2.5, b"x", deque([6]), range(1), {1}, object]:
    print(m(v))


def bad(v):
    match v:
        case Q(1):
            return 1


try:
    bad(Q())
except TypeError as e:
    print(e)


def bad2(v):
    match v:
        case P(1, 2, 3):
            return 1


try:
    bad2(P(1, 2))
except TypeError as e:
    print(e)


def bad3(v):
    match v:
        case P(1, x=2):
            return 1


try:
    bad3(P(1, 2))
except TypeError as e:
    print(e)
