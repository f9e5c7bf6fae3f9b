"""A bounded semaphore is released too often."""
import asyncio

log = []


async def main():
    sem = asyncio.BoundedSemaphore(1)
    await sem.acquire()
    log.append(sem.locked())
    sem.release()
    try:
        sem.release()
    except ValueError as e:
        log.append(str(e))
    try:
        asyncio.Semaphore(-1)
    except ValueError as e:
        log.append(str(e))


asyncio.run(main())
