"""A task that swallows its cancellation and ends as if nothing had been."""
import asyncio

log = []


async def work():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        pass
    await asyncio.sleep(0)
    return "result"


async def main():
    t = asyncio.create_task(work())
    await asyncio.sleep(0)
    t.cancel()
    log.append(await t)
    log.append(t.cancelled())


asyncio.run(main())
