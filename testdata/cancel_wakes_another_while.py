"""With a loop around the wait it does not matter who wakes whom for what. Mends
cancel_wakes_another.py.
"""
# want holds python=3.8-3.14
import asyncio

state = {"item": None}


async def waiter(cond):
    async with cond:
        while state["item"] is None:
            await cond.wait()  # want no-spurious-wake python=3.13-3.14
        assert state["item"] is not None


async def main():
    cond = asyncio.Condition()
    first = asyncio.create_task(waiter(cond))
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
