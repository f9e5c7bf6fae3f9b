"""A task that waits for a lock is cancelled, before or after it was woken."""
import asyncio

log = []


async def work(n, lock):
    async with lock:
        log.append(n)
        await asyncio.sleep(0)


async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(work(n, lock)) for n in range(2)]
    await asyncio.sleep(0)
    lock.release()
    tasks[0].cancel()
    await asyncio.wait(tasks)
    try:
        lock.release()
    except RuntimeError as e:
        log.append(str(e))


asyncio.run(main())
