"""An exception leaves the except clause of another, which has a name."""
import asyncio


async def main():
    cond = asyncio.Condition()
    try:
        await asyncio.sleep(0)
        raise KeyError("first")
    except KeyError as e:
        print(e)
        async with cond:
            done = await asyncio.wait_for(cond.wait(), 1)
            print(done)


asyncio.run(main())
