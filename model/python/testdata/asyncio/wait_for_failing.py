"""wait_for of something that raises, before the time or when it is cancelled."""
import asyncio

log = []


async def failing(early):
    try:
        await asyncio.sleep(1)
        if early:
            raise KeyError("early")
    finally:
        if not early:
            raise ValueError("in finally")


async def main():
    for early in (True, False):
        try:
            await asyncio.wait_for(failing(early), 2)
        except Exception as e:
            log.append(type(e).__name__)


asyncio.run(main())
