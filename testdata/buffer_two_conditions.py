"""A bounded buffer with two Conditions on one lock: each notify() reaches
somebody who can use it.
"""
# want holds
import asyncio
from collections import deque

CAPACITY, PRODUCERS, CONSUMERS, ITEMS = 1, 2, 2, 2
taken = []


class Buffer:
    def __init__(self):
        self.items = deque()
        lock = asyncio.Lock()
        self.not_full = asyncio.Condition(lock)
        self.not_empty = asyncio.Condition(lock)

    async def put(self, item):
        async with self.not_full:
            while len(self.items) == CAPACITY:
                await self.not_full.wait()
            self.items.append(item)
            self.not_empty.notify()

    async def get(self):
        async with self.not_empty:
            while not self.items:
                await self.not_empty.wait()
            item = self.items.popleft()
            self.not_full.notify()
            return item


async def producer(buffer, name):
    await buffer.put(name)


async def consumer(buffer):
    taken.append(await buffer.get())


async def main():
    buffer = Buffer()
    producers = [producer(buffer, name) for name in range(PRODUCERS)]
    consumers = [consumer(buffer) for _ in range(CONSUMERS)]
    await asyncio.gather(*producers, *consumers)


def finally_everything_was_taken():
    return sorted(taken) == [0, 1]


if __name__ == "__main__":
    asyncio.run(main())
