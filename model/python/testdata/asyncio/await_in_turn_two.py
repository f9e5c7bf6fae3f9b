"""Two await the same tasks in turn, one of them backwards; the tasks tell by callbacks
that they are done.
"""
import asyncio

log = []
n = 0


async def work():
    global n
    k = n
    await asyncio.sleep(0)
    n = k + 1


async def join(tasks):
    for t in tasks:
        await t


async def backwards(tasks):
    await join(tuple(reversed(tasks)))
    log.append("backwards")


async def main():
    tasks = [asyncio.create_task(work()) for _ in range(3)]
    tasks[1].add_done_callback(lambda t: log.append("one"))
    other = asyncio.create_task(backwards(tasks))
    await join(tasks)
    log.append("forwards")
    a, b = asyncio.create_task(work()), asyncio.create_task(work())
    await a
    await a
    await b
    await other
    for t in tasks:
        await t
    for t in [a, b]:
        await t


asyncio.run(main())
