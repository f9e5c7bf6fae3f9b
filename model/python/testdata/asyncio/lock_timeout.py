"""A lock with a limit (3.11)."""
import asyncio

log = []


async def work(lock):
    try:
        async with asyncio.timeout(1):
            async with lock:
                log.append("locked")
    except TimeoutError:
        log.append("timeout")


async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    t = asyncio.create_task(work(lock))
    await asyncio.sleep(1)
    lock.release()
    await t
    log.append(lock.locked())


asyncio.run(main())
