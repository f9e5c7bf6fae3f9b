"""Two tasks take from one asynchronous generator at once."""
import asyncio

log = []


async def numbers():
    for i in range(2):
        await asyncio.sleep(0)
        yield i


async def taker(generator, name):
    try:
        async for i in generator:
            log.append([name, i])
            await asyncio.sleep(0)
    except RuntimeError as e:
        log.append([name, str(e)])


async def main():
    generator = numbers()
    await asyncio.gather(taker(generator, "a"), taker(generator, "b"))


asyncio.run(main())
