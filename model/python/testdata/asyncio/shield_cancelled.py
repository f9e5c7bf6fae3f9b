"""The caller of shield goes, what it sheltered stays."""
import asyncio

log = []


async def inner():
    await asyncio.sleep(1)
    log.append("inner done")
    return 1


async def caller(task):
    try:
        log.append(await asyncio.shield(task))
    except asyncio.CancelledError:
        log.append("caller cancelled")
        raise


async def main():
    task = asyncio.create_task(inner())
    call = asyncio.create_task(caller(task))
    await asyncio.sleep(1)
    call.cancel()
    await asyncio.wait([call])
    log.append(await task)


asyncio.run(main())
