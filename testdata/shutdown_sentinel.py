"""Shutdown with a sentinel: who takes it puts it back for the next, so that one is
enough for any number of workers. Mends shutdown_one_sentinel.py.
"""
# want holds
import asyncio

STOP = None
done = []


async def worker(queue):
    while True:
        item = await queue.get()
        if item is STOP:
            await queue.put(STOP)
            return
        done.append(item)


async def main():
    queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    for item in (1, 2):
        await queue.put(item)
    await queue.put(STOP)
    await asyncio.gather(*workers)


def finally_all_done():
    return sorted(done) == [1, 2]


if __name__ == "__main__":
    asyncio.run(main())
