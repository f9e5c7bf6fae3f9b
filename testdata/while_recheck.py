"""if_for_while.py mended: a woken task tests again, in a loop."""
# want holds
import asyncio

items = []
taken = []


async def taker(cond):
    async with cond:
        while not items:
            await cond.wait()
        taken.append(items.pop())


async def giver(cond):
    for _ in range(2):
        async with cond:
            items.append("item")
            cond.notify()
        await asyncio.sleep(0)


async def main():
    cond = asyncio.Condition()
    await asyncio.gather(taker(cond), giver(cond), taker(cond))


def finally_all_taken():
    return not items and len(taken) == 2


if __name__ == "__main__":
    asyncio.run(main())
