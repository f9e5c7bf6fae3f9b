"""A limit around a group: which exceptions come out."""
import asyncio

log = []


async def work(n):
    await asyncio.sleep(n)
    if n == 1:
        raise ValueError


async def main():
    try:
        async with asyncio.timeout(2):
            async with asyncio.TaskGroup() as group:
                group.create_task(work(1))
                group.create_task(work(3))
    except TimeoutError:
        log.append("timeout")
    except Exception as e:
        log.append([type(e).__name__, [type(x).__name__ for x in e.exceptions]])
    log.append(asyncio.current_task().cancelling())


asyncio.run(main())
