"""Three permits are given back at once to three waiters; the first to run starts
another task. Up to CPython 3.12 a waiter that gets its permit wakes one more at
most, so that the new task comes before the last waiter (in 3.9 two of them sleep
for ever: gh-90155). Since 3.13 the first wakes all.
"""
# condcheck: schedule=fifo
# want holds python=3.13-3.14
import asyncio

order = []


async def late():
    order.append("late")


async def worker(name, permits):
    await permits.acquire()  # want deadlock python=3.9 "^predicate true but asleep"
    order.append(name)
    if name == 1:
        asyncio.create_task(late())


async def main():
    permits = asyncio.Semaphore(0)
    workers = [asyncio.create_task(worker(1, permits))]
    await asyncio.sleep(0)
    workers += [asyncio.create_task(worker(name, permits)) for name in (2, 3)]
    for _ in range(3):
        permits.release()
    await asyncio.gather(*workers)
    await asyncio.sleep(0)


def finally_waiters_first():  # want finally python=3.8-3.12 "waiters_first"
    return order == [1, 2, 3, "late"]


if __name__ == "__main__":
    asyncio.run(main())
