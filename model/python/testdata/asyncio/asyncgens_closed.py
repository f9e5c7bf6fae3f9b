"""Two generators that are left open are closed oldest first, in tasks of their own."""
import asyncio

log = []
kept = []


async def numbers(name):
    try:
        yield 1
        yield 2
    finally:
        log.append(name)
        await asyncio.sleep(0)
        if name == "b":
            raise ValueError(name)


async def first(name):
    g = numbers(name)
    kept.append(g)
    async for n in g:
        break


async def main():
    await asyncio.gather(first("b"), first("a"))


asyncio.run(main())
kept = None
