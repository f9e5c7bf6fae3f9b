"""A notify that comes before the wait meets nobody and leaves nothing behind: a
wait without a predicate is a bet on who is first.
"""
import asyncio


async def starter(cond):
    async with cond:
        cond.notify()


async def runner(cond):
    async with cond:
        await cond.wait()  # want deadlock "^notify before wait"


async def main():
    cond = asyncio.Condition()
    await asyncio.gather(starter(cond), runner(cond))


if __name__ == "__main__":
    asyncio.run(main())
