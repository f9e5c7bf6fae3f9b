"""A group in a group: the inner fails."""
import asyncio

log = []


async def fails():
    await asyncio.sleep(0)
    raise ValueError


async def other():
    try:
        await asyncio.sleep(1)
        log.append("other slept")
    except asyncio.CancelledError:
        log.append("other cancelled")
        raise


async def main():
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(other())
            async with asyncio.TaskGroup() as inner:
                inner.create_task(fails())
    except Exception as e:
        log.append([type(e).__name__, [type(x).__name__ for x in e.exceptions]])


asyncio.run(main())
