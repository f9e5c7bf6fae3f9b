"""typing, collections.abc, abc, types."""
import abc
import types
import typing
from collections.abc import (AsyncIterator, Awaitable, Callable, Coroutine, Hashable, Iterable, Iterator, Mapping,
                             MutableMapping, Sequence, Sized)
from typing import (TYPE_CHECKING, Any, Dict, Final, Generic, List, Literal, NamedTuple, NewType, Optional, Protocol,
                    Self, TypedDict, TypeVar, Union, cast, overload, runtime_checkable)

T = TypeVar("T")
K = TypeVar("K", bound=int)
Alias = Dict[str, List[Optional[int]]]
Handler = typing.Callable[[int], typing.Awaitable[None]]
Either = Union[int, str, None]
Mode = Literal["r", "w"]
LIMIT: Final = 5
UserId = NewType("UserId", int)
if TYPE_CHECKING:
    print("never")


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: List[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self

    def me(self) -> Self:
        return self


class Both(Stack[int], Sized):
    def __len__(self):
        return len(self.items)


print(Stack[int]().push(1).items, len(Both().push(1).push(2)), UserId(5) + 1, cast(str, 5), LIMIT)


class Row(NamedTuple):
    key: str
    value: int = 0

    def text(self):
        return f"{self.key}={self.value}"


r = Row("a")
print(r, r.text(), r == ("a", 0), Row("b", 2)._replace(value=3), Row._fields, isinstance(r, tuple), r[0], [*r])
Pair = NamedTuple("Pair", [("a", int), ("b", int)])
print(Pair(1, 2), Pair(a=3, b=4).b)


class Movie(TypedDict, total=False):
    name: str
    year: int


m: Movie = {"name": "x"}
print(Movie(name="y", year=1), m)


@runtime_checkable
class Closeable(Protocol):
    def close(self) -> None: ...


class File:
    def close(self):
        pass


print(isinstance(File(), Closeable), isinstance(5, Closeable))


@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x):
    return x


print(f(1), f("a"))


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...

    @property
    @abc.abstractmethod
    def name(self): ...

    def describe(self):
        return f"{self.name}: {self.area()}"


class Square(Shape):
    name = "square"

    def area(self):
        return 4


class Meta(metaclass=abc.ABCMeta):
    @abc.abstractmethod
    def go(self): ...


print(Square().describe(), isinstance(Square(), Shape))
for cls in (Shape, Meta):
    try:
        cls()
    except TypeError as e:
        print("abstract", cls.__name__)


class It:
    def __iter__(self):
        return iter([1])


async def co():
    pass


c = co()
print(isinstance([], Iterable), isinstance(5, Iterable), isinstance(It(), Iterable), isinstance(It(), Iterator),
      isinstance(len, Callable), isinstance(3, Callable), isinstance(print, Callable), isinstance(It, Callable),
      isinstance(c, Awaitable), isinstance(c, Coroutine), isinstance(5, Awaitable), isinstance({}, Mapping),
      isinstance([], Mapping), isinstance([], Sequence), isinstance("s", Sequence), isinstance({}, Sequence),
      isinstance((), Sequence), isinstance([], Hashable), isinstance((), Hashable), isinstance("", Sized),
      isinstance(iter([]), Iterator), isinstance(range(3), Sequence), isinstance(set(), Sized))
c.close()
print(issubclass(dict, Mapping), issubclass(list, Iterable), issubclass(int, Iterable), issubclass(It, Iterable))


class Env(MutableMapping):
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)


e = Env()
e["a"] = 1
e.update(b=2, c=3)
print(e.get("a"), e.get("z"), "b" in e, e.pop("b"), e.setdefault("d", 4), sorted(e.items()), list(e.keys()), len(e),
      e == {"a": 1, "c": 3, "d": 4}, sorted(e.values()))

ns = types.SimpleNamespace(a=1, b="x")
ns.c = [1]
print(ns, ns.a, ns == types.SimpleNamespace(a=1, b="x", c=[1]))
print(isinstance(f, types.FunctionType), isinstance(e.pop, types.MethodType), isinstance(len, types.BuiltinFunctionType))
