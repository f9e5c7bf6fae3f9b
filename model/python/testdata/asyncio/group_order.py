"""The tasks of a group are cancelled in any order."""
import asyncio

order = []


async def work(n):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        order.append(n)
        raise


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            for n in range(3):
                group.create_task(work(n))
            await asyncio.sleep(0)
            raise ValueError
    except Exception as e:
        order.append(type(e).__name__)


async def all():
    task = asyncio.create_task(main())
    await task


asyncio.run(all())
