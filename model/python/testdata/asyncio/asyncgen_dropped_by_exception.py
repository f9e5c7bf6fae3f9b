"""A generator that an exception leaves behind is closed before the task that
it left has ended for others."""
import asyncio

log = []


async def ticks():
    try:
        yield 1
        yield 2
    finally:
        log.append("closed")


async def fail():
    async for _ in ticks():
        raise ValueError


async def watch():
    done, _ = await asyncio.wait([task], timeout=1)
    log.append(len(done))


async def main():
    global task
    task = asyncio.create_task(fail())
    await watch()


asyncio.run(main())
