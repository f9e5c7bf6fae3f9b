"""The bounded buffer: two producers and two consumers, a condition for each side
on one shared lock. The benchmark of the search.
"""
import asyncio

CAPACITY = 1
ITEMS = 3
buffer = []


async def producer(not_full, not_empty):
    for i in range(ITEMS):
        async with not_full:
            while len(buffer) >= CAPACITY:
                await not_full.wait()
            buffer.append(i)
            not_empty.notify()


async def consumer(not_full, not_empty):
    for _ in range(ITEMS):
        async with not_empty:
            while not buffer:
                await not_empty.wait()
            buffer.pop(0)
            not_full.notify()


async def main():
    lock = asyncio.Lock()
    not_full = asyncio.Condition(lock)
    not_empty = asyncio.Condition(lock)
    await asyncio.gather(
        producer(not_full, not_empty), producer(not_full, not_empty),
        consumer(not_full, not_empty), consumer(not_full, not_empty))


def finally_empty():
    return buffer == []


# want holds
if __name__ == "__main__":
    asyncio.run(main())
