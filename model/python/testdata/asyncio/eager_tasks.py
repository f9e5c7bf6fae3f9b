"""Eager tasks begin at once (3.12)."""
import asyncio

log = []


async def work(n):
    log.append(["begins", n])
    if n:
        await asyncio.sleep(0)
    log.append(["ends", n])
    return n


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    tasks = [asyncio.create_task(work(n)) for n in range(2)]
    log.append([t.done() for t in tasks])
    log.append(await asyncio.gather(*tasks, work(0)))
    async with asyncio.TaskGroup() as group:
        group.create_task(work(0))
        group.create_task(work(1))
    loop.set_task_factory(None)
    log.append(loop.get_task_factory())


asyncio.run(main())
