"""An immediate shutdown throws the items away and ends join."""
import asyncio

log = []


async def joiner(queue):
    await queue.join()
    log.append("joined")


async def main():
    queue = asyncio.PriorityQueue()
    for i in range(2):
        queue.put_nowait(i)
    t = asyncio.create_task(joiner(queue))
    await asyncio.sleep(0)
    queue.shutdown(immediate=True)
    try:
        queue.get_nowait()
    except asyncio.QueueShutDown:
        log.append("nothing")
    await t


asyncio.run(main())
