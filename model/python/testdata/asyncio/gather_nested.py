"""A gather in a gather is cancelled, with exceptions as results within."""
import asyncio

log = []


async def work(n):
    try:
        await asyncio.sleep(n)
    except asyncio.CancelledError:
        log.append("cancelled %d" % n)
        raise
    return n


async def main():
    inner = asyncio.gather(work(1), work(2), return_exceptions=True)
    outer = asyncio.gather(inner, work(3))
    await asyncio.sleep(0)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        log.append([outer.cancelled(), inner.cancelled(), outer.done()])


asyncio.run(main())
