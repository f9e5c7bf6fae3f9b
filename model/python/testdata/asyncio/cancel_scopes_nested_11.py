"""Scopes within scopes: a limit in a group in a limit, a cancellation from outside,
and a handler that waits (3.11)."""
import asyncio

log = []


async def worker():
    try:
        async with asyncio.timeout(1) as inner:
            try:
                await asyncio.sleep(2)
            finally:
                await asyncio.sleep(0)
                log.append("handled")
    except TimeoutError:
        log.append(["inner", inner.expired()])


async def scopes():
    try:
        async with asyncio.timeout(2) as outer:
            async with asyncio.TaskGroup() as group:
                group.create_task(worker())
            log.append("group over")
    except TimeoutError:
        log.append(["outer", outer.expired()])
    log.append(asyncio.current_task().cancelling())


async def main():
    task = asyncio.create_task(scopes())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        log.append("cancelled")


asyncio.run(main())
