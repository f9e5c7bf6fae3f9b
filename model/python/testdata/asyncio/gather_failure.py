"""gather gives the first exception and leaves the others running."""
import asyncio

log = []


async def work(n):
    await asyncio.sleep(n)
    if n == 1:
        raise ValueError
    log.append(n)


async def main():
    try:
        await asyncio.gather(work(1), work(2))
    except ValueError:
        log.append("failed")
    await asyncio.sleep(0)


asyncio.run(main())
