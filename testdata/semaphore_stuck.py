"""A Semaphore with permits to give and a task that waits for one, for ever:
later CPythons 3.9 wake one waiter only when permits come back faster than it
runs. It takes another order of tasks than that of today's event loop.
"""
# want holds python=3.13
import asyncio

done = []


async def worker(number, permits):
    await permits.acquire()  # want deadlock python=3.9 schedule=any "^predicate true but asleep"
    done.append(number)


async def main():
    permits = asyncio.Semaphore(0)
    workers = [asyncio.create_task(worker(number, permits)) for number in range(3)]
    await asyncio.sleep(0)
    for _ in workers:
        permits.release()
    await asyncio.gather(*workers)


if __name__ == "__main__":
    asyncio.run(main())
