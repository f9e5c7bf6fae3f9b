"""Steps of a generator run as tasks, within a limit of time and cancelled."""
import asyncio

log = []


async def ticks():
    try:
        for i in range(3):
            await asyncio.sleep(0)
            yield i
    finally:
        log.append("closed")


async def main():
    generator = ticks()
    try:
        log.append(await asyncio.wait_for(generator.__anext__(), 1))
    except asyncio.TimeoutError:
        log.append("late")
    step = asyncio.ensure_future(generator.__anext__())
    await asyncio.sleep(0)
    step.cancel()
    try:
        log.append(await step)
    except (asyncio.CancelledError, StopAsyncIteration) as e:
        log.append(type(e).__name__)
    await asyncio.create_task(generator.aclose())


asyncio.run(main())
