"""The notified waiter is cancelled before it runs: 3.13 notifies another."""
import asyncio

log = []


async def waiter(n, cond):
    try:
        async with cond:
            await cond.wait()
            log.append(n)
    except asyncio.CancelledError:
        log.append("cancelled %d" % n)


async def main():
    cond = asyncio.Condition()
    tasks = [asyncio.create_task(waiter(n, cond)) for n in range(2)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    async with cond:
        cond.notify()
    tasks[0].cancel()
    for _ in range(4):
        await asyncio.sleep(0)
    log.append([t.done() for t in tasks])


asyncio.run(main())
