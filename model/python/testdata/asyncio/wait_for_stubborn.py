"""wait_for of something that does not heed its cancellation at once."""
import asyncio

log = []


async def stubborn():
    try:
        await asyncio.sleep(1)
        return "in time"
    except asyncio.CancelledError:
        await asyncio.sleep(0)
        log.append("cleaned")
        return "late"


async def main():
    try:
        log.append(await asyncio.wait_for(stubborn(), timeout=1))
    except asyncio.TimeoutError:
        log.append("timeout")


asyncio.run(main())
