"""Delays that are drawn, and a choice of what to do."""
import asyncio
import random

log = []


async def work(n):
    await asyncio.sleep(random.random())
    if random.choice([True, False]):
        log.append(n)


async def main():
    await asyncio.gather(work(1), work(2))


asyncio.run(main())
