"""as_completed in an async for: the futures themselves, from 3.13 on."""
import asyncio

log = []


async def work(n):
    await asyncio.sleep(0)
    return n


async def main():
    tasks = [asyncio.create_task(work(n)) for n in range(2)]
    try:
        async for t in asyncio.as_completed(tasks):
            log.append([t.result(), t in tasks])
    except TypeError:
        log.append("no async iterable")
    try:
        for c in asyncio.as_completed(tasks[0]):
            await c
    except TypeError as e:
        log.append(str(e))
    log.append(len(list(asyncio.as_completed([]))))


asyncio.run(main())
