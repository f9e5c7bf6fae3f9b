"""SystemExit in a task ends the loop, then the rest is cancelled."""
import asyncio

log = []


async def leaves():
    raise SystemExit(3)


async def slow():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        log.append("slow cancelled")
        raise


async def main():
    asyncio.create_task(slow())
    asyncio.create_task(leaves())
    try:
        await asyncio.sleep(1)
        log.append("slept")
    except asyncio.CancelledError:
        log.append("main cancelled")


asyncio.run(main())
