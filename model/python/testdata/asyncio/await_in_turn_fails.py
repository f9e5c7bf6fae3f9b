"""One of those awaited in turn fails, which shows when it is its turn; those behind it go
on meanwhile.
"""
import asyncio

log = []
done = 0


async def work(i):
    global done
    for _ in range(i):
        await asyncio.sleep(0)
    if i == 1:
        raise ValueError(i)
    done += 1


async def main():
    tasks = [asyncio.create_task(work(i)) for i in range(3)]
    i = -1
    try:
        for i, t in zip(range(3), tasks):
            await t
    except ValueError:
        log.append((i, done))
    rest = []
    try:
        for t in (tasks[2], tasks[1], tasks[0]):
            await t
            rest.append(t)
    except ValueError:
        log.append(done)
    each = None
    try:
        for each in tasks:
            await each
    except ValueError:
        log.append(each is tasks[1])


asyncio.run(main())
