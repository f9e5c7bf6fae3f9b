"""Random failures are explored, not sampled: the rare case is found as surely
as the common one. Here it is three failures in a row.
"""
import asyncio
import random

attempts = 0


async def fetch():
    await asyncio.sleep(0)
    if random.random() < 0.01:
        raise ConnectionError("no answer")
    return random.choice(["old", "new"])


async def main():
    global attempts
    answer = None
    while answer is None and attempts < 3:
        attempts += 1
        try:
            answer = await fetch()
        except ConnectionError:
            await asyncio.sleep(random.uniform(1, 2))
    assert answer is not None  # want uncaught-exception "AssertionError"


if __name__ == "__main__":
    asyncio.run(main())
