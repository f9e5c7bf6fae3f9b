"""Values of every kind live on while their task is suspended."""
import asyncio
import enum
from collections import deque, defaultdict
from functools import partial


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class Num(enum.IntEnum):
    ONE = 1
    TWO = 2


class C:
    tag = "c"

    def __init__(self, x):
        self.x = x

    @property
    def p(self):
        return self.x * 2

    @classmethod
    def make(cls, x):
        return cls(x)

    @staticmethod
    def st(x):
        return x + 1

    def m(self, y):
        return self.x + y

    def __repr__(self):
        return "C(%r)" % (self.x,)


class D(C):
    def m(self, y):
        return super().m(y) + 100


class MyDict(dict):
    def __missing__(self, k):
        return "missing %r" % (k,)


def gen(n):
    for i in range(n):
        got = yield i
        if got:
            print("got", got)
    return "end"


def outer(n):
    r = yield from gen(n)
    yield r


async def agen(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


class Ctx:
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, *exc):
        print("exit", exc[0])
        return True


class ACtx:
    async def __aenter__(self):
        await asyncio.sleep(0)
        print("aenter")
        return self

    async def __aexit__(self, *exc):
        await asyncio.sleep(0)
        print("aexit", exc[0])
        return True


def counter():
    n = 0

    def inc(by=1, *more, k=0, **kw):
        nonlocal n
        n += by + sum(more) + k + len(kw)
        return n
    return inc


async def main():
    pause = partial(asyncio.sleep, 0)
    l, t, d, s = [1, [2, 3]], (1, (2,)), {"a": 1, 2: [3], (4, 5): "x"}, {1, 2, 3}
    l.append(l)
    fs, q, r, sl = frozenset([1, 2]), deque([1, 2, 3], maxlen=4), range(2, 10, 3), slice(1, None, 2)
    big, f, b, neg = 10**30, 2.5, b"bytes", -5
    keys, values, items = d.keys(), d.values(), d.items()
    dd, md = defaultdict(list), MyDict(z=1)
    dd["k"].append(1)
    md.attr = 7
    it_l, it_d, it_z = iter([1, 2, 3]), iter({"x": 1, "y": 2}.items()), zip([1, 2, 3], "abc")
    it_e, it_m, it_f = enumerate("abc", 5), map(lambda x: x * 10, [1, 2, 3]), filter(None, [0, 1, 2])
    it_r, it_c, it_s = reversed([1, 2, 3]), iter(lambda: 5, 6), iter("héy")
    next(it_l), next(it_d), next(it_z), next(it_e), next(it_m), next(it_f), next(it_r), next(it_c), next(it_s)
    g, o, inc = gen(3), outer(2), counter()
    next(g), next(o), inc()
    c, dv = C(3), D(4)
    bound, cm, st, sup = c.m, C.make, C.st, dv.m
    part = partial(inc, 2, k=3)
    blt, bm = len, l.append
    ellipsis, none, ni, color, num = ..., None, NotImplemented, Color.BLUE, Num.TWO
    err = ValueError("kept", 1)
    err.note = "n"
    lam = [lambda i=i: i + len(t) for i in range(2)]
    await pause()
    print(l, t, d, s, fs, q, r, sl, big, f, b, neg)
    print(list(keys), list(values), list(items), dict(dd), md, md["q"], md.attr, dd.default_factory is list)
    await pause()
    print(next(it_l), next(it_d), next(it_z), next(it_e), next(it_m), next(it_f), next(it_r), next(it_c), next(it_s))
    await pause()
    print(g.send("hello"), next(o), inc(1, 2, k=1, z=1))
    await pause()
    print(next(o), list(g), next(o, "done"))
    print(c, c.p, bound(4), cm(9), st(1), sup(1), part(), blt("abc"), dv.tag)
    bm(5)
    print(len(l), ellipsis, none, ni, color, num + 1, color is Color.BLUE, {Color.BLUE: 1}[color], repr(err), err.note)
    print([x() for x in lam])
    for i, (a, bb) in enumerate({"p": 1, "q": 2}.items()):
        await pause()
        print(i, a, bb)
    for x in {3, 1, 2}:
        await pause()
        print(x, end=" ")
    print()
    with Ctx() as cc:
        await pause()
        raise KeyError("inside")
    async with ACtx():
        await pause()
        raise IndexError("inside")
    async for x in agen(3):
        await pause()
        print("a", x)
    print([x async for x in agen(3) if x != 1], {x: y async for x in agen(2) for y in (x,)})
    try:
        await pause()
        raise TypeError("t") from err
    except TypeError as e:
        await pause()
        print(repr(e), repr(e.__cause__))
    finally:
        await pause()
        print("finally")
    total = 0
    while total < 3:
        total += 1
        await pause()
        if total == 2:
            continue
    else:
        print("else", total)
    print([(x, await asyncio.sleep(0, x * 2)) for x in range(3)], (lambda *a, **k: (a, k))(1, *t, **{"z": await asyncio.sleep(0, 4)}))
    x = y = 0
    x, y = await asyncio.sleep(0, 1), await asyncio.sleep(0, 2)
    l[0] += await asyncio.sleep(0, 10)
    print(x, y, l[0], f"{await asyncio.sleep(0, 3):>5} {x}", {await asyncio.sleep(0, 1): await asyncio.sleep(0, 2)})
    if (z := await asyncio.sleep(0, 5)) > 4 and await asyncio.sleep(0, True):
        print("z", z)
    del x, md["z"], l[1:3]
    await pause()
    print(l[0], md)

    async def inner(n):
        if n == 0:
            await pause()
            return 0
        return 1 + await inner(n - 1)
    print(await inner(5))
    tasks = [asyncio.create_task(inner(i)) for i in range(3)]
    print(await asyncio.gather(*tasks), [t.done() for t in tasks])


asyncio.run(main())
