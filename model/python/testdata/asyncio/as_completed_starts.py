"""as_completed makes tasks of the coroutines of a set, whose order is open; so is that
of what has ended already."""
import asyncio

started = []
came = []


async def work(n):
    started.append(n)
    return n


async def main():
    for c in asyncio.as_completed([work(1), work(2), work(3)]):
        await c
    ended = [asyncio.ensure_future(work(n)) for n in (4, 5)]
    await asyncio.gather(*ended)
    for c in asyncio.as_completed([asyncio.ensure_future(work(6))] + ended[::-1]):
        came.append(await c)


asyncio.run(main())
