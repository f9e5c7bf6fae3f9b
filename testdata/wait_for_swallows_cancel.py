"""A result and a cancellation come in the same turn of the loop: wait_for of
CPython 3.8 to 3.11 returns the result and forgets the cancellation (bpo-42130), so
that the task goes on as if nobody had cancelled it. Since 3.12 it ends.
"""
# condcheck: schedule=fifo
# want holds python=3.12-3.14
import asyncio

served = []
cancelled = False


async def server(requests):
    try:
        item = await asyncio.wait_for(requests.get(), 10)
    except asyncio.TimeoutError:
        return
    served.append(item)


async def main():
    global cancelled
    requests = asyncio.Queue()
    task = asyncio.create_task(server(requests))
    for _ in range(3):
        await asyncio.sleep(0)
    requests.put_nowait("one")
    await asyncio.sleep(0)
    cancelled = task.cancel()
    await asyncio.wait([task])


def finally_cancelled_is_cancelled():  # want finally python=3.8-3.11 "cancelled_is_cancelled"
    return not (cancelled and served)


if __name__ == "__main__":
    asyncio.run(main())
