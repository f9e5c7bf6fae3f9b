"""A group is cancelled from outside, while a task of it may fail."""
import asyncio

log = []


async def work(n):
    try:
        await asyncio.sleep(1)
        if n:
            raise ValueError
    finally:
        log.append(n)


async def group():
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(work(0))
            g.create_task(work(1))
    except BaseException as e:
        log.append(type(e).__name__)
        raise
    log.append("fine")


async def main():
    t = asyncio.create_task(group())
    await asyncio.sleep(1)
    t.cancel()
    await asyncio.wait([t])
    log.append([t.cancelled(), t.cancelling()])


asyncio.run(main())
