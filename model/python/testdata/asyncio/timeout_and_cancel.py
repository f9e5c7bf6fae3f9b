"""A limit and a cancellation from outside, one before the other."""
import asyncio

log = []
end = None


async def work():
    try:
        async with asyncio.timeout(1):
            await asyncio.sleep(2)
            log.append("slept")
    except TimeoutError:
        log.append("timeout")
    except asyncio.CancelledError:
        log.append("cancelled")
        raise
    await asyncio.sleep(0)
    log.append("after")


async def main():
    global end
    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        end = "cancelled"


asyncio.run(main())
