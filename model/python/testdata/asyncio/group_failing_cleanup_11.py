"""In a group, one fails and another one fails as it is cancelled; the body too (3.11)."""
import asyncio

log = []


async def first():
    await asyncio.sleep(1)
    raise KeyError("first")


async def second():
    try:
        await asyncio.sleep(1)
        log.append("second slept")
    finally:
        raise ValueError("second")


async def third():
    try:
        await asyncio.sleep(2)
    except asyncio.CancelledError:
        await asyncio.sleep(0)
        log.append("third refuses")
        return "done"


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(first())
            group.create_task(second())
            t = group.create_task(third())
            await asyncio.sleep(1)
            raise TypeError("body")
    except* (KeyError, ValueError) as e:
        log.append(sorted(type(x).__name__ for x in e.exceptions))
    except* TypeError as e:
        log.append([str(x) for x in e.exceptions])
    log.append([t.done(), t.cancelled()])


asyncio.run(main())
