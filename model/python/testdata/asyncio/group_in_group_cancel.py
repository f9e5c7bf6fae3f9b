"""An outer group fails while the body of an inner one waits."""
import asyncio

log = []


async def fails():
    await asyncio.sleep(1)
    raise ValueError


async def works():
    await asyncio.sleep(1)
    log.append("worked")


async def main():
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(fails())
            try:
                async with asyncio.TaskGroup() as inner:
                    inner.create_task(works())
            except BaseException as e:
                log.append(type(e).__name__)
                raise
            log.append("inner ended")
    except Exception as e:
        log.append(len(e.exceptions))
    log.append(asyncio.current_task().cancelling())
    await asyncio.sleep(0)


asyncio.run(main())
