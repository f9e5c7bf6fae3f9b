"""A consumer that nobody feeds."""
import asyncio

log = []


async def main():
    queue = asyncio.Queue()
    t = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    log.append("waits")
    await t


asyncio.run(main())
