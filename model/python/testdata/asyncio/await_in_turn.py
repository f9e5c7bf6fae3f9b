"""Five like tasks that are awaited in turn, in any order: an update may be lost.
"""
import asyncio

n = 0


async def w():
    global n
    k = n
    await asyncio.sleep(0)
    n = k + 1


async def main():
    tasks = [asyncio.create_task(w()) for _ in range(5)]
    for t in tasks:
        await t


def finally_n():  # want finally
    return n == 5


asyncio.run(main())
