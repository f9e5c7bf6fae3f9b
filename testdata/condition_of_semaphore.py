"""A condition made of a semaphore, as one would think (Birrell, "Implementing
Condition Variables with Semaphores", 2003, the first try): a notify that meets
nobody is kept, and a wait that comes later returns for nothing.
"""
import asyncio


class Condition:
    def __init__(self, lock):
        self.lock, self.wakes = lock, asyncio.Semaphore(0)

    async def wait(self):
        self.lock.release()
        await self.wakes.acquire()
        await self.lock.acquire()

    def notify(self):
        self.wakes.release()


box = []


async def giver(cond):
    async with cond.lock:
        cond.notify()  # to whoever is there
    await asyncio.sleep(0)
    async with cond.lock:
        box.append("item")
        cond.notify()


async def taker(cond):
    async with cond.lock:
        if not box:
            await cond.wait()
        box.pop()  # want uncaught-exception "IndexError"


async def main():
    cond = Condition(asyncio.Lock())
    await asyncio.gather(giver(cond), taker(cond))


if __name__ == "__main__":
    asyncio.run(main())
