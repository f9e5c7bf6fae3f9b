"""The item that gets lost, or not: wait_for around Queue.get."""
import asyncio

got = []
left = None


async def consumer(queue):
    try:
        got.append(await asyncio.wait_for(queue.get(), 1))
    except asyncio.TimeoutError:
        got.append("timeout")


async def main():
    global left
    queue = asyncio.Queue()
    task = asyncio.create_task(consumer(queue))
    await asyncio.sleep(1)
    queue.put_nowait("item")
    await task
    left = queue.qsize()


asyncio.run(main())
