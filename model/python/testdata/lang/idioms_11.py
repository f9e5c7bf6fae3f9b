"""What programs ask of objects by name: special methods, types, texts."""
def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class A:
    pass


class B(A):
    def __init__(self, x=1):
        A.__init__(self)
        object.__init__(self)
        super().__init__()
        self.x = x

    def __setattr__(self, k, v):
        super().__setattr__(k, v)

    def __getattribute__(self, k):
        return super().__getattribute__(k)

    def __eq__(self, o):
        return super().__eq__(o)

    def __hash__(self):
        return super().__hash__()

    def __repr__(self):
        return "B" + super().__repr__()[:0]

    def __str__(self):
        return super().__str__()

    def __ne__(self, o):
        return super().__ne__(o)


b = B()
show(lambda: (b.x, b == b, b == 1, b != b, str(b), {b: 1}[b]))
show(lambda: b.__eq__(1))
show(lambda: (1).__add__(2))
show(lambda: (1).__eq__("a"))
show(lambda: "a".__len__())
show(lambda: [1].__contains__(1))
show(lambda: {}.__len__())
show(lambda: (5).__str__())
show(lambda: (5).__repr__())
show(lambda: [3].__iter__().__next__())
show(lambda: b.__class__)
show(lambda: b.__init__)
show(lambda: print)
show(lambda: len)
show(lambda: str.upper)
show(lambda: int)
show(lambda: type(None))
show(lambda: type(len))
show(lambda: type(lambda: 0))
show(lambda: type(b.__init__))
show(lambda: type([].append))
show(lambda: type({}.keys()).__name__)
show(lambda: type(x for x in []).__name__)
show(lambda: type(NotImplemented).__name__)
show(lambda: type(...).__name__)
show(lambda: type(range(3)).__name__)
show(lambda: (isinstance(len, type(len)), type(b).__mro__[-1]))
show(lambda: object().__class__.__name__)
show(lambda: A() == A())
show(lambda: A().__dict__)
show(lambda: hasattr(A(), "__init__"))
show(lambda: hasattr(A, "__hash__"))
show(lambda: hasattr([], "__iter__"))
show(lambda: hasattr(5, "__iter__"))
show(lambda: hasattr(lambda: 0, "__call__"))
show(lambda: callable(getattr(b, "__init__")))
show(lambda: getattr([], "append")(1))
show(lambda: list(map(int, "123")))
show(lambda: sorted({"b": 1, "a": 2}))
show(lambda: max({"b": 1, "a": 2}, key={"b": 1, "a": 2}.get))
show(lambda: sum(map(len, ["a", "bb"])))
show(lambda: dict(sorted({"b": 1, "a": 2}.items())))
show(lambda: [*zip(*[(1, 2), (3, 4)])])
show(lambda: list(zip([1, 2], [1], strict=True)))
show(lambda: "".join(reversed("abc")))
show(lambda: list(map(lambda p: p[0] + p[1], enumerate([5, 6]))))
show(lambda: all(isinstance(x, int) for x in [1, 2]))
show(lambda: isinstance(3, int | str))
show(lambda: int | None)
show(lambda: isinstance(None, (int, type(None))))
show(lambda: issubclass(bool, int))
show(lambda: dict[str, int]() if False else 1)
show(lambda: type("X", (), {})().__class__.__name__)
show(lambda: (lambda x, /, y, *, z=1: (x, y, z))(1, y=2))
show(lambda: (lambda x, /: x)(x=1))
show(lambda: (lambda *, k: k)(1))
show(lambda: print("a", "b", sep="-", end="!\n"))
show(lambda: print(1, [2], None, file=None, flush=True))
show(lambda: print(1, 2, sep=3))
show(lambda: round(2.5) + round(-0.5) + round(3.5))
show(lambda: len(5))
show(lambda: abs(-3.5))
show(lambda: ord("a") + len("é"))
