import asyncio
import asyncio.queues
from os import path as p

once = 1
twice = 1
twice = 2
hinted: int
for looped in "a":
    inloop = 1
if once:
    maybe = 1
augmented = 1
augmented += 1
deleted = 1
del deleted


def assigns():
    global byfunction, once2
    byfunction = 1
    print(once2, unbound)


once2 = 1
byfunction = 2


def outer(a, *b, c=once, **d):
    x = y = z = 1

    def inner():
        nonlocal x
        x = a
        return lambda: y + w

    class Local:
        x = z
        __private = 1

        def method(self):
            return super().method() or self.__private

        def other(self):
            return lambda: __class__

    w = [i for i in b if (last := i)]
    v = [lambda: i for i in b]
    u = [[j for j in i if k] for i in b for k in i]
    g = (i + x for i in d)
    import json
    return last, w


class Table:
    rows = [r for r in "ab"]
    [r for r in rows if r in rows]


async def gen[T](q: T):
    yield [await e for e in q], T
    return
