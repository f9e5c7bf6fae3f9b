"""A generator that nobody refers to any more is closed by a task at once."""
import asyncio

log = []


async def numbers():
    try:
        yield 1
        yield 2
    finally:
        log.append("closing")
        await asyncio.sleep(0)
        log.append("closed")


async def main():
    async for n in numbers():
        log.append(n)
        break
    log.append("left")
    await asyncio.sleep(0)
    log.append("next")


asyncio.run(main())
