"""A lock of one's own that looks again each quarter of a second. Mends
lock_impatient.py.
"""
# want holds
import asyncio

leaders = []


class Impatient(asyncio.Lock):
    async def acquire(self):
        while self._locked:
            await asyncio.sleep(0.25)
        self._locked = True
        return True


async def candidate(lock, name):
    await lock.acquire()  # for good
    leaders.append(name)
    await asyncio.sleep(60)


async def main():
    lock = Impatient()
    tasks = [asyncio.create_task(candidate(lock, name)) for name in ("first", "second")]
    await asyncio.wait(tasks, timeout=1)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
