"""lock_needed.py without its lock: an Event wakes the workers, and nothing keeps
the second one out while the first is between its check and its use.
"""
import asyncio

jobs = []
done = []


async def worker(ready):
    while not jobs:
        ready.clear()
        await ready.wait()
    await asyncio.sleep(0)  # log that there is work
    done.append(jobs.pop())  # want uncaught-exception "IndexError"


async def main():
    ready = asyncio.Event()
    workers = [asyncio.create_task(worker(ready)) for _ in range(2)]
    for job in range(2):
        await asyncio.sleep(1)  # work comes now and then
        jobs.append(job)
        ready.set()
    await asyncio.gather(*workers)


asyncio.run(main())
