"""SystemExit in a group's task, and KeyboardInterrupt in its body."""
import asyncio

log = []


async def leaves():
    await asyncio.sleep(0)
    raise SystemExit(1)


async def slow():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        log.append("slow cancelled")
        raise


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(slow())
            await asyncio.sleep(0)
            raise KeyboardInterrupt
    except BaseException as e:
        log.append(type(e).__name__)
    async with asyncio.TaskGroup() as group:
        group.create_task(slow())
        group.create_task(leaves())


asyncio.run(main())
