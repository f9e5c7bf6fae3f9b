"""join waits for task_done of each item."""
import asyncio

log = []


async def worker(queue):
    while True:
        item = await queue.get()
        await asyncio.sleep(0)
        log.append(item)
        queue.task_done()


async def main():
    queue = asyncio.Queue()
    for i in range(3):
        queue.put_nowait(i)
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    await queue.join()
    log.append("joined")
    for w in workers:
        w.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    try:
        queue.task_done()
    except ValueError as e:
        log.append(str(e))


asyncio.run(main())
