"""functools."""
import functools
from functools import (cached_property, cmp_to_key, lru_cache, partial, partialmethod, reduce, singledispatch,
                       total_ordering, wraps)


def traced(f):
    @wraps(f)
    def wrapper(*args, **kw):
        print("call", f.__name__, args, kw)
        return f(*args, **kw)
    return wrapper


@traced
def add(a, b=1):
    """Adds."""
    return a + b


add.mark = 1
print(add(1), add(1, b=5), add.__name__, add.__doc__, add.__wrapped__(2, 2))
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], "empty"))
try:
    reduce(lambda a, b: a, [])
except TypeError as e:
    print("empty:", "reduce() of empty" in str(e))

p = partial(add, 10)
print(p(), p(5), p.func is add, p.args, p.keywords)
print(partial(p, b=7)())
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))


@lru_cache(maxsize=2)
def square(n):
    print("square", n)
    return n * n


print([square(n) for n in (1, 2, 1, 3, 1, 2)])
square.cache_clear()
print(square(1))


@lru_cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(30))


@lru_cache(maxsize=None)
def kw(a, b=2):
    print("kw", a, b)
    return a, b


print(kw(1), kw(1, b=3), kw(1), kw(1, b=3))


class Lazy:
    def __init__(self):
        self.n = 0

    @cached_property
    def value(self):
        self.n += 1
        return self.n * 100

    def scale(self, a, b):
        return (self.n, a, b)

    twice = partialmethod(scale, 2)


lazy = Lazy()
print(lazy.value, lazy.value, lazy.n, lazy.twice(9), Lazy().twice(b=1))
lazy.value = 7
print(lazy.value)
del lazy.value
print(lazy.value)


@total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


a, b = Version(1), Version(2)
print(a < b, a > b, a <= b, a >= b, a <= Version(1), a >= Version(1), a == b, a != b)


@total_ordering
class Reverse:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __ge__(self, other):
        return self.n <= other.n


c, d = Reverse(1), Reverse(2)
print(c < d, c > d, c <= d, c >= d, sorted([c, d])[0].n)


@singledispatch
def show(x):
    return "object"


@show.register(int)
def _(x):
    return "int"


@show.register(list)
def show_list(x):
    return "list of " + ", ".join(show(i) for i in x)


print(show(1), show("a"), show([1, "b", True]), show.dispatch(int) is _)
