"""A condition of one's own that wakes one waiter more than asked for, to be on the
safe side: the other looks, finds nothing and waits again.
"""
import asyncio

jobs = []
done = []


class Generous(asyncio.Condition):
    def notify(self, n=1):
        super().notify(n + 1)


async def worker(cond):
    async with cond:
        while not jobs:
            await cond.wait()
        done.append(jobs.pop())


async def main():
    cond = Generous()
    tasks = [asyncio.create_task(worker(cond)) for _ in range(2)]
    for job in range(2):
        await asyncio.sleep(1)
        async with cond:
            jobs.append(job)
            cond.notify()  # want notify-count "notify\(1\) on cond selects 2"
    await asyncio.gather(*tasks)


if __name__ == "__main__":
    asyncio.run(main())
