"""The work queue of work_queue.py, but the producer notifies without the lock.

asyncio runs one task at a time, so the lock may seem to be for nothing. But
notify() wants it held, and says so.
"""
import asyncio
from collections import deque

done = []


async def producer(work, cond):
    work.append("item")
    cond.notify()  # want uncaught-exception "RuntimeError"


async def consumer(work, cond):
    async with cond:
        while not work:
            await cond.wait()
        done.append(work.popleft())


async def main():
    work, cond = deque(), asyncio.Condition()
    await asyncio.gather(consumer(work, cond), producer(work, cond))


if __name__ == "__main__":
    asyncio.run(main())
