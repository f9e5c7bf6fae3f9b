"""An event that is set and cleared at once still wakes."""
import asyncio

log = []


async def waiter(n, event):
    log.append([n, await event.wait()])


async def main():
    event = asyncio.Event()
    tasks = [asyncio.create_task(waiter(n, event)) for n in range(2)]
    await asyncio.sleep(0)
    event.set()
    event.clear()
    await asyncio.wait(tasks, timeout=None)
    log.append(event.is_set())


asyncio.run(main())
