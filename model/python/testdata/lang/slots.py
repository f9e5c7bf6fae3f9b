"""__slots__: the attributes that there may be."""


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class A:
    __slots__ = ["a", "b"]
    k = 1


class B(A):
    __slots__ = ("c",)


class D(A):
    pass


class One:
    __slots__ = "only"


class Private:
    __slots__ = {"__x": "a doc"}

    def __init__(self):
        self.__x = 1


class WithDict:
    __slots__ = ("a", "__dict__")


a, b, d = A(), B(), D()
show(lambda: a.a)
a.a = 1
b.a = b.b = b.c = 3
d.anything = 5
show(lambda: (a.a, b.a, b.c, d.anything, d.__dict__, vars(d)))
for obj in (a, b, d, One(), Private(), WithDict(), object()):
    for name in ("only", "c", "k", "_Private__x", "__x"):
        show(lambda: setattr(obj, name, 7))
        show(lambda: getattr(obj, name))
    show(lambda: hasattr(obj, "__dict__"))
    show(lambda: vars(obj))
show(lambda: object.__setattr__(a, "z", 1))
del a.a
show(lambda: delattr(a, "a"))
show(lambda: delattr(a, "z"))
show(lambda: delattr(d, "z"))
show(lambda: A.__slots__)
