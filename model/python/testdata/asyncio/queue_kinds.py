"""The order of items in the three kinds of queue, and what they say of themselves."""
import asyncio

log = []


async def main():
    for kind in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue):
        queue = kind(3)
        for i in (2, 3, 1):
            queue.put_nowait(i)
        log.append([queue.full(), queue.empty(), queue.qsize(), queue.maxsize])
        try:
            queue.put_nowait(0)
        except asyncio.QueueFull:
            log.append("full")
        log.append([await queue.get() for _ in range(3)])
        try:
            queue.get_nowait()
        except asyncio.QueueEmpty:
            log.append("empty")
        log.append(str(queue))


asyncio.run(main())
