"""The body fails while tasks run, and tasks fail on being cancelled."""
import asyncio

log = []


async def work(n):
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        if n:
            raise KeyError(n)
        raise


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(0))
            group.create_task(work(1))
            await asyncio.sleep(0)
            raise OSError("body")
    except Exception as e:
        log.append(sorted(type(x).__name__ for x in e.exceptions))


asyncio.run(main())
