"""cancel_notified_waiter.py mended for every version: notify_all() does not
depend on any one waiter.
"""
# want holds
import asyncio

state = {"item": False}
got = []


async def waiter(name, cond):
    async with cond:
        while not state["item"]:
            await cond.wait()
        got.append(name)


async def main():
    cond = asyncio.Condition()
    first = asyncio.create_task(waiter("first", cond))
    second = asyncio.create_task(waiter("second", cond))
    await asyncio.sleep(0)
    async with cond:
        state["item"] = True
        cond.notify_all()
    first.cancel()
    await asyncio.wait([first, second])


def finally_second_got_it():
    return "second" in got


if __name__ == "__main__":
    asyncio.run(main())
