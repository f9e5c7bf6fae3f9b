"""A group with tasks that wait on a condition, and one that fails with the lock held (3.11)."""
import asyncio

log = []


async def waiter(cond, name):
    try:
        async with cond:
            await cond.wait()
            log.append(name + " notified")
    except asyncio.CancelledError:
        log.append([name + " cancelled", cond.locked()])
        raise


async def failing(cond):
    async with cond:
        cond.notify()
        await asyncio.sleep(0)
        raise ValueError("with the lock")


async def main():
    cond = asyncio.Condition()
    try:
        async with asyncio.TaskGroup() as group:
            for name in "ab":
                group.create_task(waiter(cond, name))
            group.create_task(failing(cond))
            await asyncio.sleep(1)
            log.append("body")
    except ExceptionGroup as e:
        log.append([str(x) for x in e.exceptions])
    log.append(cond.locked())


asyncio.run(main())
