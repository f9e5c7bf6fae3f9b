"""as_completed while what it waits for is cancelled, and its caller too."""
import asyncio

log = []


async def work(n):
    await asyncio.sleep(n)
    return n


async def caller(tasks):
    for c in asyncio.as_completed(tasks):
        try:
            log.append(await c)
        except asyncio.CancelledError:
            log.append("cancelled")


async def main():
    tasks = [asyncio.create_task(work(n)) for n in (0, 1)]
    t = asyncio.create_task(caller(tasks))
    await asyncio.sleep(0)
    tasks[1].cancel()
    await t


asyncio.run(main())
