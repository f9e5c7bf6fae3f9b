"""A task that has not begun is cancelled: its body never runs."""
import asyncio

log = []


async def work():
    log.append("never")


async def main():
    t = asyncio.create_task(work())
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        log.append([t.cancelled(), t.done()])
    me = asyncio.current_task()
    me.cancel()
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError:
        log.append("self")


asyncio.run(main())
