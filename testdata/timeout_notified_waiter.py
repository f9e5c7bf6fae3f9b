"""A waiter's timeout and its notification come together: up to CPython 3.12
the one that gives up takes the notification along. Since 3.13 it is passed on.
"""
# want holds python=3.13
import asyncio

items = []
log = []


async def hasty(cond):
    async with cond:
        try:
            await asyncio.wait_for(cond.wait(), timeout=1)
        except asyncio.TimeoutError:
            log.append("gave up")
            return
        log.append("saw it")
        cond.notify()


async def patient(cond):
    async with cond:
        while not items:
            await cond.wait()  # want deadlock python=3.12 "^swallowed by cancellation"
        log.append(items.pop())


async def giver(cond):
    await asyncio.sleep(0)  # make the item
    async with cond:
        items.append("item")
        cond.notify()


async def main():
    cond = asyncio.Condition()
    await asyncio.gather(hasty(cond), patient(cond), giver(cond))


if __name__ == "__main__":
    asyncio.run(main())
