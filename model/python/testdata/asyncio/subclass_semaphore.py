"""A semaphore of a program's own that counts, and a lock whose release tells."""
import asyncio

log = []


class Counting(asyncio.Semaphore):
    inside = 0

    async def acquire(self):
        await super().acquire()
        self.inside += 1
        log.append(self.inside)
        return True

    def release(self):
        self.inside -= 1
        super().release()


class Telling(asyncio.Lock):
    def release(self):
        log.append("released")
        super().release()


async def work(sem, lock):
    async with sem:
        async with lock:
            await asyncio.sleep(0)


async def main():
    sem, lock = Counting(2), Telling()
    await asyncio.gather(*[work(sem, lock) for _ in range(2)])


asyncio.run(main())
