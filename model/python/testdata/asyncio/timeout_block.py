"""A block with a limit, and what the limit says afterwards."""
import asyncio

log = []


async def main():
    try:
        async with asyncio.timeout(2) as limit:
            await asyncio.sleep(1)
            log.append("slept")
            await asyncio.sleep(0)
    except TimeoutError:
        log.append("late")
    log.append(limit.expired())


asyncio.run(main())
