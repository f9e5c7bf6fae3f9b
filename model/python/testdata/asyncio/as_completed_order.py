"""as_completed gives what ends first first."""
import asyncio

order = []


async def work(n):
    await asyncio.sleep(n)
    return n


async def main():
    for c in asyncio.as_completed([work(1), work(2), work(3)]):
        order.append(await c)


asyncio.run(main())
