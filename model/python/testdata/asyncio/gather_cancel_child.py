"""gather's caller is cancelled while a child has ended; a child cancels gather."""
import asyncio

log = []


async def work(n):
    await asyncio.sleep(n)
    return n


async def canceller(g):
    await asyncio.sleep(1)
    log.append(g.cancel())


async def main():
    g = asyncio.gather(work(0), work(1))
    c = asyncio.create_task(canceller(g))
    try:
        log.append(await g)
    except asyncio.CancelledError:
        log.append("cancelled")
    await c


asyncio.run(main())
