"""Several getters, several items in one step; one getter is cancelled."""
import asyncio

got = []


async def getter(name, queue):
    got.append((name, await queue.get()))


async def main():
    queue = asyncio.LifoQueue()
    tasks = [asyncio.create_task(getter(n, queue)) for n in "abc"]
    await asyncio.sleep(0)
    tasks[1].cancel()
    queue.put_nowait(1)
    queue.put_nowait(2)
    await asyncio.wait(tasks, timeout=1)
    got.append([t.done() for t in tasks])


asyncio.run(main())
