"""A queue is shut down while tasks wait for it (3.13)."""
import asyncio

log = []


async def getter(queue):
    try:
        while True:
            log.append(await queue.get())
    except asyncio.QueueShutDown:
        log.append("get: shut down")


async def putter(queue):
    try:
        for i in range(3):
            await queue.put(i)
    except asyncio.QueueShutDown:
        log.append("put: shut down")


async def main():
    queue = asyncio.Queue(1)
    tasks = [asyncio.create_task(putter(queue)), asyncio.create_task(getter(queue))]
    await asyncio.sleep(0)
    queue.shutdown()
    await asyncio.gather(*tasks)
    try:
        queue.put_nowait(9)
    except asyncio.QueueShutDown:
        log.append("put_nowait")


asyncio.run(main())
