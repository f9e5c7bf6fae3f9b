"""A lock of one's own that waits for a quarter of a second and takes the lock then,
held or not: two leaders.
"""
import asyncio

leaders = []


class Impatient(asyncio.Lock):
    async def acquire(self):
        if self._locked:
            await asyncio.sleep(0.25)
        self._locked = True  # want mutual-exclusion
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
