"""A gather that returns exceptions is cancelled when one of it has failed already."""
import asyncio

log = []


async def fails():
    await asyncio.sleep(0)
    raise ValueError


async def gathers():
    try:
        await asyncio.gather(asyncio.sleep(1), fails(), return_exceptions=True)
    except BaseException as e:
        log.append(type(e).__name__)
        raise


async def main():
    t = asyncio.create_task(gathers())
    await asyncio.sleep(1)
    t.cancel()
    await asyncio.wait([t])
    log.append(t.cancelled())


asyncio.run(main())
