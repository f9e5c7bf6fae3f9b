"""How asyncio.Condition was before 3.5.2 (bpo-22970): who is cancelled while it
takes the lock again comes out of wait without it, and its `async with` gives back
the lock of somebody else.
"""
# want uncaught-exception schedule=any python=3.10,3.13 "RuntimeError"
import asyncio
from collections import deque


class Condition:
    def __init__(self, lock):
        self.lock, self.waiters = lock, deque()

    async def wait(self):
        future = asyncio.get_running_loop().create_future()
        self.lock.release()
        try:
            self.waiters.append(future)
            try:
                await future
            finally:
                self.waiters.remove(future)
        finally:
            await self.lock.acquire()  # and if that is cancelled?

    def notify(self):
        for future in self.waiters:
            if not future.done():
                future.set_result(None)
                return


inside = 0


async def waiter(cond):
    async with cond.lock:  # want misuse "releases cond.lock, which another task holds"
        await cond.wait()


async def main():
    global inside
    cond = Condition(asyncio.Lock())
    task = asyncio.create_task(waiter(cond))
    await asyncio.sleep(0)
    async with cond.lock:  # want uncaught-exception python=3.10,3.13 "RuntimeError"
        cond.notify()
        await asyncio.sleep(0)  # it queues for the lock
        task.cancel()
        await asyncio.sleep(0)
        inside += 1
    await asyncio.wait([task])


if __name__ == "__main__":
    asyncio.run(main())
