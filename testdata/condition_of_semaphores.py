"""A condition made of a semaphore for each waiter (Birrell's last): a notify that
meets nobody leaves nothing behind. Mends condition_of_semaphore.py.
"""
# want holds
import asyncio
from collections import deque


class Condition:
    def __init__(self, lock):
        self.lock, self.waiters = lock, deque()

    async def wait(self):
        wake = asyncio.Semaphore(0)
        self.waiters.append(wake)
        self.lock.release()
        await wake.acquire()
        await self.lock.acquire()

    def notify(self):
        if self.waiters:
            self.waiters.popleft().release()


box = []


async def giver(cond):
    async with cond.lock:
        cond.notify()
    await asyncio.sleep(0)
    async with cond.lock:
        box.append("item")
        cond.notify()


async def taker(cond):
    async with cond.lock:
        while not box:
            await cond.wait()
        box.pop()


async def main():
    cond = Condition(asyncio.Lock())
    await asyncio.gather(giver(cond), taker(cond))


if __name__ == "__main__":
    asyncio.run(main())
