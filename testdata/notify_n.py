"""A batch of two items, notify(2): as many are told as can go on. Mends
notify_too_few.py.
"""
# want holds
import asyncio

items = []
taken = []


async def worker(cond):
    async with cond:
        while not items:
            await cond.wait()
        taken.append(items.pop(0))


async def main():
    cond = asyncio.Condition()
    workers = [asyncio.create_task(worker(cond)) for _ in range(2)]
    await asyncio.sleep(0)
    async with cond:
        items.extend(["a", "b"])
        cond.notify(2)
    await asyncio.gather(*workers)


if __name__ == "__main__":
    asyncio.run(main())
