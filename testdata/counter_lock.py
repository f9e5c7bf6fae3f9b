"""counter_no_lock.py with the lock that it needs."""
# want holds
import asyncio

counter = 0


async def add_one(lock):
    global counter
    async with lock:
        value = counter
        await asyncio.sleep(0)  # ask somebody something
        counter = value + 1


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(add_one(lock), add_one(lock))


def finally_both_counted():
    return counter == 2


if __name__ == "__main__":
    asyncio.run(main())
