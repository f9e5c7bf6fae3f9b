"""A body that swallows its cancellation, and one that raises something else."""
import asyncio

log = []


async def main():
    async with asyncio.timeout(1) as limit:
        try:
            await asyncio.sleep(2)
        except asyncio.CancelledError:
            log.append("swallowed")
    log.append([limit.expired(), asyncio.current_task().cancelling()])
    try:
        async with asyncio.timeout(1):
            try:
                await asyncio.sleep(2)
            finally:
                raise KeyError("other")
    except KeyError as e:
        log.append(type(e).__name__)
    await asyncio.sleep(0)


asyncio.run(main())
