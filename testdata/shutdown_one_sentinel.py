"""Shutdown with a sentinel: two workers, one sentinel. The first worker that takes
it ends; the other one waits for ever.
"""
import asyncio

STOP = None
done = []


async def worker(queue):
    while True:
        item = await queue.get()  # want deadlock "^never notified"
        if item is STOP:
            return
        done.append(item)


async def main():
    queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    for item in (1, 2):
        await queue.put(item)
    await queue.put(STOP)
    await asyncio.gather(*workers)


if __name__ == "__main__":
    asyncio.run(main())
