"""Eager tasks in a group: one that fails at once."""
import asyncio

log = []


async def fails():
    raise ValueError


async def works():
    log.append("worked")


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(works())
            group.create_task(fails())
            log.append("body goes on")
            await asyncio.sleep(0)
            log.append("body ends")
    except Exception as e:
        log.append(len(e.exceptions))


asyncio.run(main())
