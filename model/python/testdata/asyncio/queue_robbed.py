"""Who comes at the right moment takes the item of the one that was woken."""
import asyncio

got = []


async def getter(name, queue):
    got.append((name, await queue.get()))


async def main():
    queue = asyncio.Queue()
    first = asyncio.create_task(getter("first", queue))
    await asyncio.sleep(0)
    queue.put_nowait(1)
    second = asyncio.create_task(getter("second", queue))
    await asyncio.sleep(0)
    got.append(queue.qsize())
    queue.put_nowait(2)
    await asyncio.gather(first, second)


asyncio.run(main())
