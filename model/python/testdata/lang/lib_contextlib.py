"""contextlib."""
import asyncio
import contextlib
from contextlib import (AbstractContextManager, AsyncExitStack, ExitStack, asynccontextmanager, closing,
                        contextmanager, nullcontext, suppress)


@contextmanager
def tag(name, swallow=()):
    print("enter", name)
    try:
        yield name.upper()
    except swallow as e:
        print("swallowed", repr(e))
    finally:
        print("leave", name)


with tag("a") as a, tag("b") as b:
    print(a, b)

try:
    with tag("x"):
        raise ValueError("out")
except ValueError as e:
    print("caught", e)

with tag("y", (KeyError,)):
    raise KeyError("gone")

try:
    with tag("s"):
        raise StopIteration("stop")
except StopIteration as e:
    print("caught", repr(e))


@contextmanager
def no_yield():
    if False:
        yield


@contextmanager
def two_yields():
    yield 1
    yield 2


@contextmanager
def replaces():
    try:
        yield
    except ValueError as e:
        raise TypeError("other") from e


for make in (no_yield, two_yields):
    try:
        with make():
            print("body")
    except RuntimeError as e:
        print(e)

try:
    with replaces():
        raise ValueError
except TypeError as e:
    print(e, type(e.__cause__).__name__)


@tag("decorator")
def decorated(x, y=2):
    """Documented."""
    return x + y


print(decorated(1), decorated(5, y=6), decorated.__name__, tag.__name__)


class Thing:
    def close(self):
        print("closed")


with closing(Thing()) as t:
    print(type(t).__name__)
with nullcontext(5) as n:
    print(n)
with suppress(KeyError, ValueError):
    {}["a"]
try:
    with suppress(KeyError):
        [][0]
except IndexError as e:
    print(e)


class Mine(AbstractContextManager):
    def __exit__(self, *args):
        print("exit", args[0] is None)


with Mine() as m:
    print(type(m).__name__)

with ExitStack() as stack:
    print(stack.enter_context(tag("one")), stack.enter_context(tag("two")))
    stack.callback(print, "callback", 1, end="!\n")
    stack.push(lambda *exc: print("pushed", exc[0]))
try:
    with ExitStack() as stack:
        stack.enter_context(tag("in"))
        stack.push(lambda *exc: print("sees", repr(exc[1])) or True)
        raise ValueError("swallowed by push")
    print("after")
    with ExitStack() as stack:
        stack.callback(lambda: 1 / 0)
        stack.push(lambda *exc: print("nothing yet", exc[0]))
except ZeroDivisionError as e:
    print("from callback:", e)
with ExitStack() as stack:
    stack.enter_context(tag("moved"))
    other = stack.pop_all()
print("still open")
other.close()
try:
    with ExitStack() as stack:
        stack.enter_context(5)
except (TypeError, AttributeError) as e:
    print("no context manager")


@asynccontextmanager
async def atag(name):
    print("aenter", name)
    try:
        yield name
        print("fine")
    except LookupError as e:
        print("lookup", repr(e))
        raise
    finally:
        print("aleave", name)


async def add(*args, **kw):
    print("async callback", args, kw)


async def main():
    async with atag("p") as p:
        print(p)
    try:
        async with atag("q"):
            raise KeyError("k")
    except KeyError as e:
        print("out", e)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(atag("r"))
        stack.enter_context(tag("sync"))
        stack.push_async_callback(add, 1, k=2)
        stack.callback(print, "plain")
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(atag("s"))
            raise IndexError("i")
    except IndexError as e:
        print(repr(e))


asyncio.run(main())
