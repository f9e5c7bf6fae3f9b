"""A task is cancelled at each of its awaits."""
import asyncio

log = []


async def work():
    try:
        await asyncio.sleep(0)
        log.append(1)
        await asyncio.sleep(1)
        log.append(2)
        await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
        log.append(3)
    finally:
        log.append("finally")


async def main():
    t = asyncio.create_task(work())
    await asyncio.sleep(1)
    log.append(t.cancel())
    log.append(t.cancel())
    try:
        await t
        log.append("not cancelled")
    except asyncio.CancelledError:
        log.append("cancelled")
    log.append(t.cancel())


asyncio.run(main())
