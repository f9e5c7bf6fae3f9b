"""A group's task swallows its cancellation; the parent is cancelled meanwhile."""
import asyncio

log = []


async def stubborn():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        await asyncio.sleep(0)
        log.append("stubborn ends")


async def group():
    async with asyncio.TaskGroup() as g:
        g.create_task(stubborn())
        await asyncio.sleep(0)


async def main():
    t = asyncio.create_task(group())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.sleep(0)
    t.cancel()
    r = await asyncio.gather(t, return_exceptions=True)
    log.append(type(r[0]).__name__)
    if hasattr(t, "cancelling"):
        log.append(t.cancelling())


asyncio.run(main())
