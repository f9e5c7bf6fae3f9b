"""Conditions entered by an AsyncExitStack, one of them waited on and cancelled."""
import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

log = []


@asynccontextmanager
async def announced(cond, name):
    async with cond:
        try:
            yield cond
        except asyncio.CancelledError:
            log.append(name + " cancelled")
            raise
        finally:
            cond.notify_all()


async def worker(a, b):
    async with AsyncExitStack() as stack:
        stack.callback(log.append, "out")
        await stack.enter_async_context(announced(a, "a"))
        inner = await stack.enter_async_context(announced(b, "b"))
        await inner.wait()
        log.append("woken")


async def other(a, b):
    async with b:
        b.notify()
    try:
        await asyncio.wait_for(a.acquire(), 1)
    except asyncio.TimeoutError:
        log.append("a is held")
    else:
        a.release()


async def main():
    a, b = asyncio.Condition(), asyncio.Condition()
    task = asyncio.create_task(worker(a, b))
    await asyncio.sleep(0)
    helper = asyncio.create_task(other(a, b))
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task, helper])
    log.append([task.cancelled(), a.locked(), b.locked()])


asyncio.run(main())
