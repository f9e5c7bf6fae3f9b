"""A putter is cancelled just when there is room: another uses it."""
import asyncio

items = []


async def putter(item, queue):
    await queue.put(item)


async def main():
    queue = asyncio.Queue(1)
    queue.put_nowait(0)
    tasks = [asyncio.create_task(putter(i, queue)) for i in (1, 2)]
    await asyncio.sleep(0)
    items.append(queue.get_nowait())
    tasks[0].cancel()
    for _ in range(3):
        await asyncio.sleep(0)
    while not queue.empty():
        items.append(queue.get_nowait())
        await asyncio.sleep(0)
    await asyncio.wait(tasks)


asyncio.run(main())
