"""Up to 3.10 wait makes tasks of the coroutines of a set, whose order is open."""
import asyncio

started = []


async def work(n):
    started.append(n)


async def main():
    given = asyncio.ensure_future(work(0))
    try:
        await asyncio.wait([work(1), given, work(2)])
    except TypeError as e:
        started.append(str(e))
    await given


asyncio.run(main())
