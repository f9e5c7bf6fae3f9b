"""A queue is shut down at once while one joins it and workers hold items (3.13)."""
import asyncio

log = []


async def worker(queue):
    while True:
        try:
            item = await queue.get()
        except asyncio.QueueShutDown:
            log.append("shut down")
            return
        await asyncio.sleep(1)
        log.append(item)
        try:
            queue.task_done()
        except ValueError as e:
            log.append(str(e))


async def main():
    queue = asyncio.Queue(2)
    queue.put_nowait(0)
    queue.put_nowait(1)
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    joined = asyncio.create_task(queue.join())
    await asyncio.sleep(0)
    queue.shutdown()
    try:
        await queue.put(2)
    except asyncio.QueueShutDown:
        log.append("no more")
    await asyncio.sleep(1)
    queue.shutdown(immediate=True)
    await joined
    log.append(queue.qsize())
    await asyncio.gather(*workers)


asyncio.run(main())
