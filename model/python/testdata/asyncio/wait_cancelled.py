"""Cancelling a wait cancels nothing that it waits for."""
import asyncio

log = []


async def work():
    try:
        await asyncio.sleep(1)
        log.append("done")
    except asyncio.CancelledError:
        log.append("work cancelled")
        raise


async def waiter(tasks):
    try:
        await asyncio.wait(tasks)
        log.append("waited")
    except asyncio.CancelledError:
        log.append("wait cancelled")


async def main():
    task = asyncio.create_task(work())
    w = asyncio.create_task(waiter([task]))
    await asyncio.sleep(0)
    w.cancel()
    await w
    await task


asyncio.run(main())
