"""A queue of one place between a producer and two consumers."""
import asyncio

got = []


async def consumer(name, queue):
    got.append((name, await queue.get()))


async def main():
    queue = asyncio.Queue(maxsize=1)
    tasks = [asyncio.create_task(consumer(n, queue)) for n in "ab"]
    for i in range(2):
        await queue.put(i)
    await asyncio.gather(*tasks)


asyncio.run(main())
