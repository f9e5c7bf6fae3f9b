"""Cancellation requests are counted (3.11); 3.13 forgets one that is taken back."""
import asyncio

log = []


async def work():
    me = asyncio.current_task()
    me.cancel()
    me.cancel()
    log.append(me.cancelling())
    log.append([me.uncancel(), me.uncancel(), me.uncancel()])
    try:
        await asyncio.sleep(0)
        log.append("goes on")
    except asyncio.CancelledError:
        log.append("cancelled")


async def main():
    await asyncio.create_task(work())


asyncio.run(main())
