"""Nested waits with exceptions as results and a late cancellation."""
import asyncio

log = []


async def work(n):
    await asyncio.sleep(0)
    if n == 1:
        raise KeyError(n)
    return n


async def group():
    tasks = [asyncio.create_task(work(n)) for n in range(2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    log.append([len(done), len(pending)])


async def main():
    g = asyncio.create_task(group())
    await asyncio.sleep(1)
    g.cancel()
    try:
        await g
    except asyncio.CancelledError:
        log.append("cancelled")


asyncio.run(main())
