"""Metaclasses: what calling a class does, and what a class gets from its own class."""


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class Singleton(type):
    _instances = {}
    made = 0

    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
            Singleton.made += 1
        return cls._instances[cls]

    def forget(cls):
        cls._instances.pop(cls, None)
        return cls.__name__

    @property
    def known(cls):
        return cls in cls._instances

    @staticmethod
    def plus(n):
        return n + 1

    @classmethod
    def itself(mcs):
        return mcs.__name__


class A(metaclass=Singleton):
    kind = "a"

    def __init__(self, value=0, *, other=None):
        self.value, self.other = value, other


class B(A):
    def __new__(cls, *args):
        self = super().__new__(cls)
        self.fresh = True
        return self


show(lambda: A.known)
show(lambda: (A(1, other=2).value, A(5).value, A(5).other, A() is A()))
show(lambda: (B(7).value, B(8).value, B(9).fresh, B() is A()))
show(lambda: (A.known, B.known, Singleton.made, A.made, A.plus(1), A.itself()))
show(lambda: (type(A).__name__, type(B) is Singleton, isinstance(A, type), isinstance(A, Singleton), isinstance(A(), A)))
show(lambda: (A.forget(), A.known, A(3).value, B.kind))
show(lambda: A().forget())
show(lambda: A().made)
show(lambda: (hasattr(A, "forget"), hasattr(A(), "forget"), A.__name__, A.__mro__[1].__name__, A))
show(lambda: A(1, 2, 3).value)
show(lambda: (A.forget(), A(1, 2, 3)))


class Counted(type):
    all = []

    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        cls._instance = None
        cls.names = sorted(n for n in namespace if not n.startswith("__"))
        Counted.all.append(name)

    def __call__(cls, *args):
        if cls._instance is None:
            cls._instance = type.__call__(cls, *args)
        return cls._instance


class C(metaclass=Counted):
    x = 1

    def f(self):
        return self.x


class D(C):
    y = 2


show(lambda: (C() is C(), D() is C(), D().f(), C.names, D.names, Counted.all, C._instance is C()))


def conflict():
    class E(A, C):
        pass


show(conflict)


class Wide(Singleton):
    pass


class F(A, metaclass=Wide):
    pass


show(lambda: (type(F).__name__, F(4).value, F(5).value, F.plus(2)))


class Closed(type):
    def __call__(cls, *args):
        raise TypeError(f"no instances of {cls.__name__}")


class Util(metaclass=Closed):
    @staticmethod
    def twice(n):
        return 2 * n


show(lambda: Util.twice(2))
show(lambda: Util())
