"""A bounded buffer with one Condition for both sides.

notify() wakes one waiter, perhaps of the wrong side: a producer that finds
the buffer full again, while the consumer sleeps on. With P producers, C
consumers and room for K items it can come to a standstill exactly if
P + C > 2K. Here 1 + 2 > 2.
"""
import asyncio
from collections import deque

CAPACITY, PRODUCERS, CONSUMERS, ITEMS = 1, 1, 2, 4
taken = []


class Buffer:
    def __init__(self):
        self.items = deque()
        self.changed = asyncio.Condition()

    async def put(self, item):
        async with self.changed:
            while len(self.items) == CAPACITY:
                await self.changed.wait()  # want deadlock "^consumed by the wrong waiter"
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


if __name__ == "__main__":
    asyncio.run(main())
