"""How asyncio.Condition is since 3.6.5: a cancellation that comes while the lock is
taken again is remembered, and raised when it is held. Mends
condition_relock_once.py.
"""
# want holds
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
            cancelled = None
            while True:
                try:
                    await self.lock.acquire()
                    break
                except asyncio.CancelledError as error:
                    cancelled = error
            if cancelled is not None:
                raise cancelled

    def notify(self):
        for future in self.waiters:
            if not future.done():
                future.set_result(None)
                return


inside = 0


async def waiter(cond):
    async with cond.lock:
        await cond.wait()


async def main():
    global inside
    cond = Condition(asyncio.Lock())
    task = asyncio.create_task(waiter(cond))
    await asyncio.sleep(0)
    async with cond.lock:
        cond.notify()
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        inside += 1
    await asyncio.wait([task])


if __name__ == "__main__":
    asyncio.run(main())
