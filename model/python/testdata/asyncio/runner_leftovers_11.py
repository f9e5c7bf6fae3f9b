"""A Runner whose run fails, with tasks left waiting on a condition between the runs (3.11)."""
import asyncio

log = []
cond = asyncio.Condition()
tasks = []


async def waiter(name):
    try:
        async with cond:
            log.append([name, await cond.wait()])
    except asyncio.CancelledError:
        log.append([name, "cancelled"])
        raise


async def begin():
    for name in "ab":
        tasks.append(asyncio.create_task(waiter(name)))
    await asyncio.sleep(0)
    raise LookupError("begun")


async def notify():
    async with cond:
        cond.notify()
    await asyncio.sleep(0)
    return "notified"


with asyncio.Runner() as runner:
    try:
        runner.run(begin())
    except LookupError as e:
        log.append(str(e))
    log.append(runner.run(notify()))
log.append([t.cancelled() for t in tasks])
tasks.clear()
cond = None
