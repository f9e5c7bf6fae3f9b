"""A waiter that is woken and then cancelled passes the wakeup on. Mends
lock_wakeup_dies.py.
"""
# want holds
import asyncio
from collections import deque

inside = []


class Lock(asyncio.Lock):
    async def acquire(self):
        if not self._locked and all(f.cancelled() for f in self._waiters or ()):
            self._locked = True
            return True
        if self._waiters is None:
            self._waiters = deque()
        future = asyncio.get_running_loop().create_future()
        self._waiters.append(future)
        try:
            await future
            self._locked = True
        except asyncio.CancelledError:
            if not self._locked:
                self.wake_next()
            raise
        finally:
            self._waiters.remove(future)
        return True

    def release(self):
        self._locked = False
        self.wake_next()

    def wake_next(self):
        for future in self._waiters or ():
            if not future.done():
                future.set_result(True)
                break


async def worker(lock, name):
    await lock.acquire()
    inside.append(name)
    lock.release()


async def main():
    lock = Lock()
    await lock.acquire()
    first, second = [asyncio.create_task(worker(lock, n)) for n in (1, 2)]
    await asyncio.sleep(0)
    lock.release()
    first.cancel()
    await asyncio.wait([first])
    await second


if __name__ == "__main__":
    asyncio.run(main())
