"""Where tasks are stuck and exceptions were raised; which invariants were false on the way."""
# schedule: fifo
import asyncio

total = 1


async def taker(queue):
    await queue.get()


async def failing():
    global total
    total = 0
    await asyncio.sleep(0)
    total = 1
    assert total == 2


async def main():
    asyncio.ensure_future(failing())
    queue = asyncio.Queue()
    await asyncio.gather(taker(queue), taker(queue))


def invariant_total():
    return total == 1


asyncio.run(main())
