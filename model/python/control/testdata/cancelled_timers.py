"""A cancelled timer is no alternative; one cancelled after it fired does not run."""
import asyncio

log = []


async def sleeper():
    try:
        await asyncio.sleep(1)
        log.append("slept")
    except asyncio.CancelledError:
        log.append("cancelled")


async def main():
    loop = asyncio.get_event_loop()
    loop.call_later(1, log.append, "never").cancel()
    task = asyncio.ensure_future(sleeper())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])


asyncio.run(main())
