"""One fails: the others are cancelled, and the body if it waits."""
import asyncio

log = []


async def work(n):
    try:
        await asyncio.sleep(n)
        if n == 1:
            raise ValueError(n)
        log.append(n)
    except asyncio.CancelledError:
        log.append("cancelled %d" % n)
        raise


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            for n in (1, 2):
                group.create_task(work(n))
            await asyncio.sleep(0)
            log.append("body")
    except Exception as e:
        log.append([type(e).__name__, str(e), [type(x).__name__ for x in e.exceptions]])
    log.append(asyncio.current_task().cancelling())


asyncio.run(main())
