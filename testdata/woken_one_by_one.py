"""Who has returned from wait wakes the next one: the order is that in which they
came, whatever the loop does. Mends woken_in_turn.py.
"""
# condcheck: property=fifo-return
# want holds
import asyncio


async def waiter(cond, ready, both):
    async with cond:
        ready.append(1)
        if len(ready) == 2:
            both.set()
        await cond.wait()
        cond.notify()


async def main():
    cond, both, ready = asyncio.Condition(), asyncio.Event(), []
    waiters = [asyncio.create_task(waiter(cond, ready, both)) for _ in range(2)]
    await both.wait()
    async with cond:
        cond.notify()
    await asyncio.gather(*waiters)


if __name__ == "__main__":
    asyncio.run(main())
