"""Asynchronous generators and comprehensions between tasks."""
import asyncio

log = []


async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def work(name):
    log.append([name, [i async for i in numbers(2)]])


async def main():
    await asyncio.gather(work("a"), work("b"))
    g = numbers(2)
    log.append(await g.__anext__())
    await g.aclose()


asyncio.run(main())
