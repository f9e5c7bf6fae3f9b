"""A waiter is notified and, before it runs, cancelled: up to CPython 3.12 its
notification dies with it, and the other waiter sleeps on. Since 3.13 the
cancelled waiter passes it on.
"""
# want holds python=3.13
import asyncio

state = {"item": False}
got = []


async def waiter(name, cond):
    async with cond:  # want no-lost-notify python=3.12 "gh-112202"
        while not state["item"]:
            await cond.wait()  # want deadlock python=3.12 "^swallowed by cancellation"
        got.append(name)


async def main():
    cond = asyncio.Condition()
    first = asyncio.create_task(waiter("first", cond))
    second = asyncio.create_task(waiter("second", cond))
    await asyncio.sleep(0)
    async with cond:
        state["item"] = True
        cond.notify()
    first.cancel()
    await asyncio.wait([first, second])


if __name__ == "__main__":
    asyncio.run(main())
