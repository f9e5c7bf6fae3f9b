"""Coroutines return through finally clauses and with statements that they leave."""
import asyncio
lock = asyncio.Lock()


async def a(e):
    try:
        return await e.wait()
    finally:
        len("x")


async def b(e):
    async with lock:
        return await e.wait()


class C:
    def __enter__(self): pass
    def __exit__(self, *a): pass


async def c(e):
    with C():
        return await e.wait()


async def d(e):
    with C():
        try:
            return (
                await e.wait(),
                1)
        finally:
            len("y")


async def f(e):
    for i in range(3):
        try:
            x = await e.wait()
            if x:
                return x
        except KeyError:
            pass
        finally:
            len("z")


async def g(e):
    try:
        return [await e.wait() for i in range(2)]
    except KeyError:
        return 1
    else:
        return 2


async def h(e):
    async with lock, lock2:
        try:
            return await e.wait()
        except asyncio.CancelledError:
            raise
        finally:
            await asyncio.sleep(0)


lock2 = asyncio.Lock()


async def main():
    for fn in a,b,c,d,f,g,h:
        e = asyncio.Event()
        t = asyncio.create_task(fn(e))
        await asyncio.sleep(0)
        e.set()
        await t
    for fn in a,b,c,d,f,g,h:
        e = asyncio.Event()
        t = asyncio.create_task(fn(e))
        await asyncio.sleep(0)
        t.cancel()
        try: await t
        except asyncio.CancelledError: pass
    await asyncio.Event().wait()


asyncio.run(main())
