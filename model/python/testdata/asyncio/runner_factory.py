"""A runner with a loop of the program's making, which is not the current one."""
import asyncio

log = []


async def left():
    try:
        await asyncio.sleep(1)
    finally:
        log.append("left ends")


async def main():
    asyncio.ensure_future(left())
    await asyncio.sleep(0)
    log.append("main")


with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
    runner.run(main())
