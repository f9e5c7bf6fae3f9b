"""except* sorts what a group raises."""
import asyncio

log = []


async def fails(kind, n):
    await asyncio.sleep(n)
    raise kind


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails(ValueError, 0))
            group.create_task(fails(KeyError, 0))
    except* ValueError as g:
        log.append(len(g.exceptions))
    except* KeyError:
        log.append("key")


asyncio.run(main())
