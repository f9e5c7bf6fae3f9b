"""Who wants a lock waits for it; only who has taken it gives it back. Mends
lock_stolen.py.
"""
# want holds
import asyncio

log = []


async def worker(lock):
    async with lock:
        log.append("in")
        await asyncio.sleep(1)
        log.append("out")


async def patient(lock):
    async with lock:
        log.append("in")
        log.append("out")


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(worker(lock), patient(lock))


def finally_one_at_a_time():
    return log == ["in", "out", "in", "out"]


if __name__ == "__main__":
    asyncio.run(main())
