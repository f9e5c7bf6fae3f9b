"""A generator is dropped, and the task that closes it is cancelled before it
has begun: the cancellation goes into the generator."""
import asyncio

log = []


async def ticks():
    try:
        yield 1
        yield 2
    except asyncio.CancelledError:
        log.append("cancelled")
        raise
    finally:
        log.append("closing")
        await asyncio.sleep(0)
        log.append("closed")


async def first():
    async for _ in ticks():
        break


async def main():
    asyncio.create_task(first())
    await asyncio.sleep(1)


asyncio.run(main())
