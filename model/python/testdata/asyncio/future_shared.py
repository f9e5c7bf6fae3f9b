"""Several tasks await one future; it is cancelled by one of them."""
import asyncio

log = []


async def waits(n, future):
    try:
        log.append([n, await future])
    except asyncio.CancelledError:
        log.append([n, "cancelled"])


async def main():
    future = asyncio.get_running_loop().create_future()
    tasks = [asyncio.create_task(waits(n, future)) for n in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.wait(tasks)
    log.append(future.cancelled())


asyncio.run(main())
