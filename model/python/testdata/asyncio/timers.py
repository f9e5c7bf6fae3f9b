"""call_later and call_at: timers fire in any order; a cancelled one does not."""
import asyncio

log = []


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(1, log.append, "one")
    loop.call_at(loop.time() + 2, log.append, "two")
    never = loop.call_later(1, log.append, "never")
    never.cancel()
    await asyncio.sleep(1)
    log.append("slept")


asyncio.run(main())
