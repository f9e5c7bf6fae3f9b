"""Imports of everything."""
from collections import *
from itertools import *
from typing import *

T = TypeVar("T")


class Box(Generic[T]):
    def __init__(self, value: T):
        self.value: Optional[T] = value


print(Box[int](3).value, list(islice(count(), 3)), deque([1]), Counter("aa")["a"], namedtuple("P", "x")(1))


def inner():
    return list(chain([1], [2]))


print(inner())
