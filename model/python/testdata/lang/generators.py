"""Generators: send, throw, close, yield from, return values."""


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


def gen():
    try:
        x = yield 1
        print("got", x)
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("caught", e)
        yield 99
    finally:
        print("finally")
    return "done"


g = gen()
show(lambda: next(g))
show(lambda: g.send("a"))
show(lambda: g.send("b"))
show(lambda: next(g))
g = gen()
show(lambda: g.send("a"))
show(lambda: next(g))
show(lambda: g.throw(ValueError("boom")))
show(lambda: next(g))
g = gen()
next(g)
show(lambda: g.close())
show(lambda: g.close())
show(lambda: next(g))
g = gen()
show(lambda: g.throw(KeyError))
show(lambda: next(g))
g = gen()
next(g)
show(lambda: g.throw(KeyError("k")))


def outer():
    r = yield from gen()
    print("r", r)
    r2 = yield from [1, 2]
    return r


show(lambda: list(outer()))
g = outer()
next(g)
show(lambda: g.send("q"))
show(lambda: g.throw(ValueError("v")))
show(lambda: list(g))


def bad_close():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass


g = bad_close()
next(g)
show(lambda: g.close())


def stop():
    yield 1
    raise StopIteration("x")


show(lambda: list(stop()))


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
    return n


show(lambda: [x * y for x in count(3) for y in count(x)])
show(lambda: dict(zip(count(3), "abc")))
show(lambda: sum(x for x in count(5)))
show(lambda: max(count(5)))
show(lambda: sorted(count(4), reverse=True))
show(lambda: (lambda *a: a)(*count(3)))
show(lambda: list(enumerate(count(2))))
it = count(5)
show(lambda: (next(it), next(it), list(it), next(it, "end")))
show(lambda: 3 in count(9))
show(lambda: "-".join(str(i) for i in count(3)))
show(lambda: {i % 3 for i in count(10)})
a, *b = count(4)
print(a, b)
show(lambda: any(x > 1 for x in count(10)))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib()
print([next(f) for _ in range(15)])


class Tree:
    def __init__(self, v, *kids):
        self.v, self.kids = v, kids

    def __iter__(self):
        yield self.v
        for k in self.kids:
            yield from k


print(list(Tree(1, Tree(2, Tree(3)), Tree(4))))


def reenter():
    yield next(me)


me = reenter()
show(lambda: next(me))
print(iter(me) is me, next(iter([5])), type(me).__name__)


def echo():
    r = None
    while True:
        r = yield r


e = echo()
next(e)
print(e.send(1), e.send([2]), e.send(None))


def mid():
    return (yield from count(2))


def top():
    v = yield from mid()
    yield ("v", v)


print(list(top()))


async def co(x):
    return x * 2


c = co(4)
try:
    c.send(None)
except StopIteration as e:
    print("value", e.value)
try:
    c.send(None)
except RuntimeError as e:
    print(e)


async def co2():
    return await co(5) + 1


try:
    co2().send(None)
except StopIteration as e:
    print(e.value)
c = co(1)
c.close()


class Aw:
    def __await__(self):
        x = yield "y"
        return x


async def use():
    return await Aw()


u = use()
print(u.send(None))
try:
    u.send(42)
except StopIteration as e:
    print(e.value)


async def agen():
    for i in range(3):
        yield i


async def consume():
    out = []
    async for x in agen():
        out.append(x)
    out += [y async for y in agen() if y]
    g = agen()
    out.append(await g.__anext__())
    out.append(await g.asend(None))
    await g.aclose()
    return out


try:
    consume().send(None)
except StopIteration as e:
    print(e.value)
