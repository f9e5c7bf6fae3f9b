"""gather: results in order, whatever ends first."""
import asyncio

log = []


async def work(n):
    await asyncio.sleep(n)
    log.append(n)
    return n


async def main():
    log.append(await asyncio.gather(work(1), work(2)))
    log.append(await asyncio.gather())


asyncio.run(main())
