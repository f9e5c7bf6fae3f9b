"""Names of the tasks of a group."""
import asyncio

names = []


async def work():
    names.append(asyncio.current_task().get_name())


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(work(), name="given")
    await asyncio.create_task(work())
    async with asyncio.TaskGroup() as group:
        group.create_task(work())


asyncio.run(main())
