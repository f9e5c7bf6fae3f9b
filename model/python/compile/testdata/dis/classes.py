class A:
    """Doc."""

    where = __module__, __qualname__
    x: int = 1
    y: "str"

    def __init__(self, n):
        super().__init__()
        self.__n = n

    def later(self):
        return [super(A, self) for _ in "a"], (lambda s: super().later())


class B(A, metaclass=type, k=1):
    pass


def local():
    n = 1

    class C:
        m = n

        def get(self):
            return n

    return C


class G[T](list[T]):
    def f[U](self, u: U) -> T:
        return U
