"""An exception behind a shield whose caller has gone."""
import asyncio

log = []


async def failing():
    await asyncio.sleep(1)
    log.append("fails")
    raise ValueError


async def main():
    outer = asyncio.shield(failing())
    await asyncio.sleep(0)
    outer.cancel()
    await asyncio.sleep(1)
    log.append("end")


asyncio.run(main())
