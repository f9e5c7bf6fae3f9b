"""main fails while others run; their exceptions nobody sees."""
import asyncio

log = []


async def fails():
    raise KeyError


async def slow():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        log.append("slow cancelled")
        raise


async def main():
    asyncio.create_task(fails())
    asyncio.create_task(slow())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    raise ValueError


try:
    asyncio.run(main())
except ValueError:
    log.append("main failed")
