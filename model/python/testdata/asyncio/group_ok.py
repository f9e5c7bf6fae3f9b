"""A group ends when all its tasks have, those that tasks add included."""
import asyncio

log = []


async def work(group, n):
    await asyncio.sleep(n)
    log.append(n)
    if n == 1:
        group.create_task(work(group, 0))


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(work(group, 1))
        t = group.create_task(work(group, 2), name="two")
        log.append(t.get_name())
    log.append("end")


asyncio.run(main())
