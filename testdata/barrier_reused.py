"""A barrier that counts who is in it and is used twice: the last to arrive is
the first to leave, and lowers the count before the others have looked at it.
"""
import asyncio

PARTIES, ROUNDS = 2, 2
laps = []


class Barrier:
    def __init__(self):
        self.cond = asyncio.Condition()
        self.count = 0

    async def wait(self):
        async with self.cond:
            self.count += 1
            if self.count == PARTIES:
                self.cond.notify_all()
            while self.count < PARTIES:
                await self.cond.wait()  # want deadlock "^overtaken"
            self.count -= 1


async def runner(barrier, name):
    for lap in range(ROUNDS):
        laps.append((lap, name))
        await barrier.wait()


async def main():
    barrier = Barrier()
    await asyncio.gather(*[runner(barrier, name) for name in range(PARTIES)])


if __name__ == "__main__":
    asyncio.run(main())
