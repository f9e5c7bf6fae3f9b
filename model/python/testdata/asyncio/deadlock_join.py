"""join without task_done."""
import asyncio

log = []


async def worker(queue):
    while True:
        log.append(await queue.get())


async def main():
    queue = asyncio.Queue()
    queue.put_nowait(1)
    w = asyncio.create_task(worker(queue))
    await queue.join()
    w.cancel()


asyncio.run(main())
