"""The CancelledError of a cancelled task: whose is it, and how often?"""
import asyncio

log = []


class Stop(asyncio.CancelledError):
    pass


async def work(kind):
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError as e:
        log.append(("in", len(e.args)))
        if kind == "own":
            raise Stop("mine")
        if kind == "caught":
            return
        raise


async def nested(child):
    await child


def cancel(t):
    try:
        t.cancel("why")
    except TypeError:
        t.cancel()


async def look(name, awaitable):
    try:
        await awaitable
    except asyncio.CancelledError as e:
        log.append((name, type(e).__name__, e.args))


async def main():
    for kind in ("plain", "own"):
        t = asyncio.create_task(work(kind))
        await asyncio.sleep(0)
        cancel(t)
        await look("await", t)
        await look("again", t)
        for f in (t.result, t.exception):
            try:
                f()
            except asyncio.CancelledError as e:
                log.append((f.__name__, type(e).__name__, e.args))
    t = asyncio.create_task(work("plain"))
    cancel(t)
    await look("unstarted", t)
    t = asyncio.create_task(work("plain"))
    await asyncio.sleep(0)
    cancel(t)
    await asyncio.wait([t])
    try:
        t.exception()
    except asyncio.CancelledError as e:
        log.append(("waited", e.args))
    t = asyncio.create_task(work("own"))
    outer = asyncio.create_task(nested(t))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    cancel(outer)
    await look("nested", outer)
    await look("inner", t)
    t = asyncio.create_task(work("plain"))
    g = asyncio.gather(t, return_exceptions=True)
    await asyncio.sleep(0)
    cancel(t)
    [e] = await g
    log.append(("gathered", e.args))
    await look("after", t)
    t = asyncio.create_task(work("plain"))
    g = asyncio.gather(t)
    await asyncio.sleep(0)
    cancel(g)
    await look("gather", g)
    await look("child", t)
    s = asyncio.shield(asyncio.create_task(work("plain")))
    cancel(s)
    await look("shield", s)
    await look("shield again", s)
    f = asyncio.get_running_loop().create_future()
    cancel(f)
    await look("future", f)
    await look("future again", f)
    for n in range(2):
        try:
            await asyncio.wait_for(asyncio.sleep(1), 0.01)
        except asyncio.TimeoutError as e:
            log.append(("timeout", type(e.__cause__).__name__))


asyncio.run(main())
