"""A pipe of asynchronous generators over a queue; the reader leaves in the middle."""
import asyncio

log = []


async def items(queue):
    try:
        while True:
            item = await queue.get()
            if item is None:
                return
            yield item
    finally:
        await asyncio.sleep(0)
        log.append("items closed")


async def doubled(source):
    try:
        async for item in source:
            yield 2 * item
    finally:
        log.append("doubled closed")
        await source.aclose()


async def reader(queue):
    pipe = doubled(items(queue))
    try:
        async for item in pipe:
            log.append(item)
            if item == 4:
                break
    finally:
        await pipe.aclose()


async def main():
    queue = asyncio.Queue()
    task = asyncio.create_task(reader(queue))
    for item in (1, 2, None):
        await asyncio.sleep(0)
        await queue.put(item)
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        log.append("cancelled")


asyncio.run(main())
