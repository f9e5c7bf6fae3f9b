"""The list of the tasks that are awaited in turn grows meanwhile: whether its last one is
awaited depends on when.
"""
import asyncio

order = []


async def work(i):
    await asyncio.sleep(0)
    order.append(i)


async def main():
    a = asyncio.create_task(work(1))
    b = asyncio.create_task(work(2))
    tasks = [a, b]

    async def more():
        await a
        tasks.append(asyncio.create_task(work(3)))

    asyncio.create_task(more())
    for t in tasks:
        await t
    order.append("end")


asyncio.run(main())
