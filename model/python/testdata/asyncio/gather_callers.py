"""A gather that returns exceptions is cancelled: the cancellation comes all the same."""
import asyncio

log = []


async def work(n):
    try:
        await asyncio.sleep(n)
    except asyncio.CancelledError:
        if n == 1:
            return "kept"
        raise
    return n


async def main():
    g = asyncio.gather(work(1), work(2), return_exceptions=True)
    await asyncio.sleep(1)
    g.cancel()
    try:
        r = await g
        log.append([x if isinstance(x, (int, str)) else type(x).__name__ for x in r])
    except asyncio.CancelledError:
        log.append("cancelled")


asyncio.run(main())
