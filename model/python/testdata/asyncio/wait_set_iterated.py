"""What wait gives is iterated in any order."""
import asyncio

order = []


async def work(n):
    return n


async def main():
    done, pending = await asyncio.wait([asyncio.create_task(work(n)) for n in range(3)])
    for t in done:
        order.append(t.result())


asyncio.run(main())
