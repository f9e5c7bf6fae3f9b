"""notify_all wakes the waiters in the order in which they came. That they return
in that order is CPython's FIFO loop's doing: where any ready task may be next, the
second may be first. Nothing in this program depends on it.
"""
# condcheck: property=fifo-return
# want holds schedule=fifo
import asyncio


async def waiter(cond, ready, both):
    async with cond:
        ready.append(1)
        if len(ready) == 2:
            both.set()
        await cond.wait()  # want fifo-return schedule=any


async def main():
    cond, both, ready = asyncio.Condition(), asyncio.Event(), []
    waiters = [asyncio.create_task(waiter(cond, ready, both)) for _ in range(2)]
    await both.wait()
    async with cond:
        cond.notify_all()
    await asyncio.gather(*waiters)


if __name__ == "__main__":
    asyncio.run(main())
