"""notify wakes as many as it is asked to. Mends notify_one_more.py.
"""
# want holds
import asyncio

jobs = []
done = []


class Generous(asyncio.Condition):
    def notify(self, n=1):
        super().notify(n)


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
            cond.notify()
    await asyncio.gather(*tasks)


if __name__ == "__main__":
    asyncio.run(main())
