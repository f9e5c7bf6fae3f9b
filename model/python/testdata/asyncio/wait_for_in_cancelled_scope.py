"""A semaphore, a queue and an event waited for with limits, by a task that is cancelled
while its handler waits with a limit again."""
import asyncio

log = []


async def worker(permits, queue, event):
    async with permits:
        try:
            log.append(await asyncio.wait_for(queue.get(), 1))
        except asyncio.TimeoutError:
            log.append("no item")
        except asyncio.CancelledError:
            try:
                await asyncio.wait_for(event.wait(), 1)
                log.append("set")
            except asyncio.TimeoutError:
                log.append("never set")
            raise


async def main():
    permits, queue, event = asyncio.Semaphore(1), asyncio.Queue(), asyncio.Event()
    tasks = [asyncio.create_task(worker(permits, queue, event)) for _ in range(2)]
    await asyncio.sleep(0)
    queue.put_nowait("item")
    tasks[0].cancel()
    await asyncio.sleep(0)
    event.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    log.append([t.cancelled() for t in tasks])
    log.append([queue.qsize(), permits.locked()])


asyncio.run(main())
