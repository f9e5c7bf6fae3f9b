"""A wait with a time limit, and a task that is cancelled in it. Up to CPython 3.11
wait_for makes a task of the wait: where the cancellation comes in the turn in which
the time is over, it does not wait for that task, which takes the lock later, for
ever.
"""
# want holds python=3.12-3.14
# want holds schedule=fifo
import asyncio

log = []


async def waiter(cond):
    async with cond:  # want uncaught-exception python=3.8-3.11 schedule=any
        try:
            await asyncio.wait_for(cond.wait(), 1)
        except asyncio.TimeoutError:
            log.append("late")
        finally:
            assert cond.locked()


async def main():
    cond = asyncio.Condition()
    task = asyncio.create_task(waiter(cond))
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])
    async with cond:  # want deadlock python=3.8-3.11 schedule=any
        log.append("free")


if __name__ == "__main__":
    asyncio.run(main())
