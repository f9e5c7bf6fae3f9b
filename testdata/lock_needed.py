"""What does the lock protect, with one thread? Whoever waits for work and then
awaits something before taking it: between the check and the use, another worker
runs.
"""
import asyncio

jobs = []
done = []


async def worker(cond):
    async with cond:
        await cond.wait_for(lambda: jobs)
        await asyncio.sleep(0)  # log that there is work
        done.append(jobs.pop())


async def main():
    cond = asyncio.Condition()
    workers = [asyncio.create_task(worker(cond)) for _ in range(2)]
    for job in range(2):
        await asyncio.sleep(1)  # work comes now and then
        async with cond:
            jobs.append(job)
            cond.notify_all()
    await asyncio.gather(*workers)


# want holds
asyncio.run(main())
