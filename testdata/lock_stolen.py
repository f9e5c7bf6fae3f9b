"""A lock of asyncio has no owner: anybody may release it, and then two tasks are
inside at once.
"""
import asyncio

log = []


async def worker(lock):
    async with lock:
        log.append("in")
        await asyncio.sleep(1)
        log.append("out")


async def impatient(lock):
    while lock.locked():
        lock.release()  # somebody must have forgotten it
    async with lock:  # want mutual-exclusion
        log.append("in")


async def main():
    lock = asyncio.Lock()
    try:
        await asyncio.gather(worker(lock), impatient(lock))
    except RuntimeError as error:
        log.append(str(error))


if __name__ == "__main__":
    asyncio.run(main())
