"""Every construct that a rule is about, with asyncio."""
import asyncio
from collections import deque

LIMIT = 2
items = deque()


class Store:
    def __init__(self, lock):
        self.not_full = asyncio.Condition(lock)
        self.not_empty = asyncio.Condition(lock)
        self.full = False

    async def put(self, item):
        async with self.not_full:
            while self.full:
                await self.not_full.wait()
            self.full = True
            items.append(item)
            self.not_empty.notify(2)

    async def get(self):
        async with self.not_empty:
            await self.not_empty.wait_for(lambda: self.full)
            self.full = False
            self.not_full.notify_all()
            return items.popleft()


async def checker(cond):
    async with cond:
        if not items:
            await cond.wait()
        while not items:
            await asyncio.wait_for(cond.wait(), timeout=1)
            if LIMIT > 3:
                break


async def limited(permits, jobs, ready):
    ready.clear()
    await ready.wait()
    async with permits:
        item = await asyncio.wait_for(jobs.get(), 3)
        try:
            await asyncio.shield(asyncio.sleep(0))
        except asyncio.CancelledError:
            pass
        except (OSError, asyncio.CancelledError):
            raise
        finally:
            jobs.task_done()
        try:
            await asyncio.sleep(0)
        finally:
            items.append(item)


async def main():
    lock, ready = asyncio.Lock(), asyncio.Event()
    store = Store(lock)
    permits, jobs = asyncio.Semaphore(LIMIT), asyncio.Queue(maxsize=3)
    await asyncio.gather(store.put(1), store.get(), limited(permits, jobs, ready), checker(store.not_full))
    ready.set()
    async with lock, permits:
        pass


asyncio.run(main())
