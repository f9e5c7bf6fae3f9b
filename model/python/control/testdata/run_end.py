"""asyncio.run cancels what is left, in any order; exceptions that nobody saw are reported."""
# schedule: fifo
import asyncio

log = []


async def worker(name):
    try:
        await asyncio.Event().wait()
    finally:
        log.append(name)
        if name == "b":
            raise KeyError(name)


async def early():
    raise IndexError


async def seen():
    raise OSError


async def main():
    for name in "abc":
        asyncio.ensure_future(worker(name))
    asyncio.ensure_future(early())
    t = asyncio.ensure_future(seen())
    await asyncio.wait([t])
    t.exception()


asyncio.run(main())
