"""The same thing twice is waited for once; the coroutines may be awaited in tasks."""
import asyncio

got = []


async def work(n):
    await asyncio.sleep(0)
    return n


async def main():
    a, b = asyncio.create_task(work("a")), asyncio.create_task(work("b"))
    nexts = list(asyncio.as_completed([a, b, a]))
    got.extend(await asyncio.gather(*nexts))


asyncio.run(main())
