"""wait_for: what comes of it, and of its caller's cancellation, in each design."""
import asyncio

log = []


async def work():
    try:
        await asyncio.sleep(1)
        return "result"
    except asyncio.CancelledError:
        log.append("inner cancelled")
        raise


async def caller():
    try:
        log.append(await asyncio.wait_for(work(), 2))
    except asyncio.TimeoutError as e:
        log.append("timeout %r" % str(e))
    except asyncio.CancelledError:
        log.append("cancelled")
        raise


async def main():
    t = asyncio.create_task(caller())
    await asyncio.sleep(1)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        log.append("caller was cancelled")


asyncio.run(main())
