"""An item of a queue whose getter is cancelled in the turn in which it comes is not
lost, as it was up to CPython 3.8.5 (bpo-37658).
"""
# want holds
import asyncio

got = []
left = []


async def getter(queue):
    got.append(await asyncio.wait_for(queue.get(), 1))


async def main():
    queue = asyncio.Queue()
    task = asyncio.create_task(getter(queue))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    queue.put_nowait("item")
    task.cancel()
    await asyncio.wait([task])
    left.extend(queue.get_nowait() for _ in range(queue.qsize()))


def finally_somewhere():
    return got == ["item"] or left == ["item"]


if __name__ == "__main__":
    asyncio.run(main())
