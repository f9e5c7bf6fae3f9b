"""A task that is left makes another one at the end: it never runs to its end."""
import asyncio

log = []


async def late():
    log.append("late")
    await asyncio.sleep(0)
    log.append("never, or so")


async def left():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        asyncio.create_task(late())


async def main():
    asyncio.create_task(left())
    await asyncio.sleep(0)


asyncio.run(main())
