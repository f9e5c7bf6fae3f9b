"""The same coroutine twice is one task; a cancelled child is an exception."""
import asyncio

log = []


async def work():
    log.append("ran")
    await asyncio.sleep(0)
    return 1


async def main():
    c = work()
    log.append(await asyncio.gather(c, c))
    t = asyncio.create_task(asyncio.sleep(1))
    t.cancel()
    r = await asyncio.gather(t, return_exceptions=True)
    log.append(type(r[0]).__name__)
    t = asyncio.create_task(asyncio.sleep(1))
    t.cancel()
    try:
        await asyncio.gather(t)
    except asyncio.CancelledError:
        log.append("raised")


asyncio.run(main())
