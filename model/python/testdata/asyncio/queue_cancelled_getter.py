"""A getter is cancelled just when an item comes: another has it."""
import asyncio

got = []
left = None


async def getter(name, queue):
    got.append((name, await queue.get()))


async def main():
    global left
    queue = asyncio.Queue()
    a = asyncio.create_task(getter("a", queue))
    b = asyncio.create_task(getter("b", queue))
    await asyncio.sleep(0)
    queue.put_nowait(1)
    a.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    left = queue.qsize()
    b.cancel()


asyncio.run(main())
