"""A TaskGroup that aborts cancels its children in any order."""
# python: 3.11
# schedule: fifo
import asyncio

log = []


async def worker(name):
    try:
        await asyncio.Event().wait()
    finally:
        log.append(name)


async def bad():
    raise ValueError


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            for name in "abc":
                group.create_task(worker(name))
            group.create_task(bad())
    except ExceptionGroup:
        log.append("group")


asyncio.run(main())
