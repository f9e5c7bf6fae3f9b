"""Each waiter has a condition of its own: who is cancelled has nobody to wake. Mends
cancel_wakes_another.py, too.
"""
# want holds
import asyncio

state = {"item": None}


async def waiter(cond):
    async with cond:
        while state["item"] is None:
            await cond.wait()
        assert state["item"] is not None


async def main():
    lock = asyncio.Lock()
    cond = asyncio.Condition(lock)
    first = asyncio.create_task(waiter(asyncio.Condition(lock)))
    second = asyncio.create_task(waiter(cond))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    async with cond:
        state["item"] = 1
        cond.notify()
    await asyncio.wait([first])
    await second


if __name__ == "__main__":
    asyncio.run(main())
