"""What asynchronous generators still have to do at the end is done in order of their creation."""
# schedule: fifo
import asyncio

log = []
kept = []


async def count(name):
    try:
        yield 1
    finally:
        log.append(name)
        await asyncio.sleep(0)
        log.append(name)


async def main():
    for name in "ab":
        g = count(name)
        kept.append(g)
        async for _ in g:
            break


asyncio.run(main())
