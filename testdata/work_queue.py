"""One producer, several consumers, one Condition.

A consumer waits until there is work or the producer has finished; the
producer notifies once for each item and everybody at the end.
"""
# want holds
import asyncio
from collections import deque

ITEMS = 3
CONSUMERS = 2
done = []


async def producer(work, state, cond):
    for item in range(ITEMS):
        await asyncio.sleep(1)  # work comes now and then
        async with cond:
            work.append(item)
            cond.notify()
    async with cond:
        state["finished"] = True
        cond.notify_all()


async def consumer(work, state, cond):
    while True:
        async with cond:
            while not work and not state["finished"]:
                await cond.wait()
            if not work:
                return
            item = work.popleft()
        await asyncio.sleep(0)  # handle the item
        done.append(item)


async def main():
    work, state, cond = deque(), {"finished": False}, asyncio.Condition()
    consumers = [consumer(work, state, cond) for _ in range(CONSUMERS)]
    await asyncio.gather(*consumers, producer(work, state, cond))


def finally_every_item_is_done():
    return sorted(done) == list(range(ITEMS))


if __name__ == "__main__":
    asyncio.run(main())
