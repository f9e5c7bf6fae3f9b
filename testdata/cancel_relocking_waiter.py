"""A waiter has been notified and queues for the lock when it is cancelled: up to
CPython 3.12 its notification is lost (gh-112202). Since 3.13 it is passed on.
"""
# want holds python=3.13
import asyncio

state = {"item": False}
got = []


async def waiter(name, cond):
    async with cond:  # want no-lost-notify python=3.8-3.12 "gh-112202"
        while not state["item"]:
            await cond.wait()  # want deadlock python=3.8-3.12 "^swallowed by cancellation"
        got.append(name)


async def main():
    cond = asyncio.Condition()
    first = asyncio.create_task(waiter("first", cond))
    second = asyncio.create_task(waiter("second", cond))
    await asyncio.sleep(0)
    async with cond:
        state["item"] = True
        cond.notify()
        await asyncio.sleep(0)  # first wakes, and has to wait for the lock
        first.cancel()
        await asyncio.sleep(0)
    await asyncio.wait([first, second])


if __name__ == "__main__":
    asyncio.run(main())
