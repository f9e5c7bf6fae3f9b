"""Who awaits three tasks in turn is cancelled: that cancels the one that it waits for just
then, and no other.
"""
import asyncio

log = []


async def work():
    for _ in range(2):
        await asyncio.sleep(0)


async def waiter(tasks):
    try:
        for t in tasks:
            await t
        log.append("all")
    except asyncio.CancelledError:
        log.append("cancelled")


async def main():
    tasks = [asyncio.create_task(work()) for _ in range(3)]
    w = asyncio.create_task(waiter(tuple(tasks)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    w.cancel()
    try:
        await w
    except asyncio.CancelledError:
        log.append("before it began")
    await asyncio.wait(tasks)
    log.append(sum(t.cancelled() for t in tasks))


asyncio.run(main())
