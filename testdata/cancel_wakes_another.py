"""Nobody notifies; one waiter is cancelled. Since CPython 3.13 its wait wakes the
other one on its way out, as a notification that it may have had: a wait without a
loop around it returns for nothing.
"""
# want holds python=3.8-3.12
import asyncio

state = {"item": None}


async def waiter(cond):
    async with cond:
        if state["item"] is None:
            await cond.wait()  # want no-spurious-wake python=3.13-3.14
        assert state["item"] is not None  # want uncaught-exception python=3.13-3.14 "AssertionError"


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
