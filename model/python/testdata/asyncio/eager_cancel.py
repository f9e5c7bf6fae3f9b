"""An eager task that waits is cancelled; one that wants to know its task."""
import asyncio

log = []


async def work():
    log.append(asyncio.current_task().get_name())
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        log.append("cancelled")
        raise


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.create_eager_task_factory(asyncio.Task))
    me = asyncio.current_task()
    t = asyncio.create_task(work(), name="eager")
    log.append(asyncio.current_task() is me)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        log.append(t.cancelled())


asyncio.run(main())
