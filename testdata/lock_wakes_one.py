"""release wakes the first waiter alone, and only if it is not woken yet. Mends
lock_wakes_two.py.
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
        except asyncio.CancelledError:
            self._waiters.remove(future)
            if not self._locked:
                self.wake_next()
            raise
        self._waiters.remove(future)
        self._locked = True
        return True

    def release(self):
        self._locked = False
        self.wake_next()

    def wake_next(self):
        first = next(iter(self._waiters or ()), None)
        if first is not None and not first.done():
            first.set_result(True)


async def worker(lock, name):
    await lock.acquire()
    inside.append(name)
    await asyncio.sleep(1)


async def main():
    lock = Lock()
    await lock.acquire()
    tasks = [asyncio.create_task(worker(lock, n)) for n in (1, 2, 3)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    lock.release()
    await asyncio.wait(tasks, timeout=1)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
