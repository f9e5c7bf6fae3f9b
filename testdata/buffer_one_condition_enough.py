"""buffer_one_condition_notify.py just below the line: P + C = 2K.

With one producer, one consumer and room for one item there is never a waiter
of the wrong side to be woken.
"""
# want holds
import asyncio
from collections import deque

CAPACITY, PRODUCERS, CONSUMERS, ITEMS = 1, 1, 1, 3
taken = []


class Buffer:
    def __init__(self):
        self.items = deque()
        self.changed = asyncio.Condition()

    async def put(self, item):
        async with self.changed:
            while len(self.items) == CAPACITY:
                await self.changed.wait()
            self.items.append(item)
            self.changed.notify()

    async def get(self):
        async with self.changed:
            while not self.items:
                await self.changed.wait()
            item = self.items.popleft()
            self.changed.notify()
            return item


async def producer(buffer, name):
    for number in range(ITEMS // PRODUCERS):
        await buffer.put(10 * name + number)


async def consumer(buffer):
    for _ in range(ITEMS // CONSUMERS):
        taken.append(await buffer.get())


async def main():
    buffer = Buffer()
    producers = [producer(buffer, name) for name in range(PRODUCERS)]
    consumers = [consumer(buffer) for _ in range(CONSUMERS)]
    await asyncio.gather(*producers, *consumers)


def finally_everything_was_taken():
    return len(taken) == ITEMS


if __name__ == "__main__":
    asyncio.run(main())
