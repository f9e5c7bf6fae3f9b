"""barrier_reused.py mended: each round has its number, and a runner waits for
the end of its own.
"""
# want holds
import asyncio

PARTIES, ROUNDS = 2, 2
laps = []


class Barrier:
    def __init__(self):
        self.cond = asyncio.Condition()
        self.count = 0
        self.round = 0

    async def wait(self):
        async with self.cond:
            self.count += 1
            if self.count == PARTIES:
                self.count = 0
                self.round += 1
                self.cond.notify_all()
            else:
                mine = self.round
                await self.cond.wait_for(lambda: self.round != mine)


async def runner(barrier, name):
    for lap in range(ROUNDS):
        laps.append((lap, name))
        await barrier.wait()


async def main():
    barrier = Barrier()
    await asyncio.gather(*[runner(barrier, name) for name in range(PARTIES)])


def finally_together():
    return [lap for lap, _ in laps] == [0, 0, 1, 1]


if __name__ == "__main__":
    asyncio.run(main())
