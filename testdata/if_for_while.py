"""A waiter that tests its condition with `if` trusts that nobody came between.

Between notify() and the moment the woken task has the lock again, another
task may take the item.
"""
import asyncio

items = []
taken = []


async def taker(cond):
    async with cond:
        if not items:
            await cond.wait()
        taken.append(items.pop())  # want uncaught-exception "IndexError"


async def giver(cond):
    for _ in range(2):
        async with cond:
            items.append("item")
            cond.notify()
        await asyncio.sleep(0)


async def main():
    cond = asyncio.Condition()
    await asyncio.gather(taker(cond), giver(cond), taker(cond))


if __name__ == "__main__":
    asyncio.run(main())
