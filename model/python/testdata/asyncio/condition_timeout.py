"""A wait with a limit on a condition, and a notification in time or too late."""
import asyncio

log = []


async def waiter(cond):
    async with cond:
        try:
            await asyncio.wait_for(cond.wait(), 1)
            log.append("notified")
        except asyncio.TimeoutError:
            log.append(["timeout", cond.locked()])


async def main():
    cond = asyncio.Condition()
    t = asyncio.create_task(waiter(cond))
    await asyncio.sleep(1)
    async with cond:
        cond.notify()
        await asyncio.sleep(0)
    await t


asyncio.run(main())
