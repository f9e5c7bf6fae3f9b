"""Three workers share one permit and take it twice each. In CPython 3.8 a worker
that gives it back can take it again at once, before those that queue
(bpo-45997): A A C C B B. Later versions serve them in turn.
"""
# condcheck: schedule=fifo
# want holds python=3.9-3.14
import asyncio

order = []


async def worker(name, permits):
    for _ in range(2):
        async with permits:
            order.append(name)
            await asyncio.sleep(0)


async def main():
    permits = asyncio.Semaphore(1)
    await asyncio.gather(*[worker(name, permits) for name in "ABC"])


def finally_in_turn():  # want finally python=3.8 "in_turn"
    return order == ["A", "B", "C", "A", "B", "C"]


if __name__ == "__main__":
    asyncio.run(main())
