"""put with a limit while a consumer comes."""
import asyncio

log = []


async def consumer(queue):
    await asyncio.sleep(1)
    log.append(await queue.get())


async def main():
    queue = asyncio.Queue(1)
    await queue.put(0)
    t = asyncio.create_task(consumer(queue))
    try:
        await asyncio.wait_for(queue.put(1), 1)
        log.append("put")
    except asyncio.TimeoutError:
        log.append("timeout")
    await t
    log.append(queue.qsize())


asyncio.run(main())
