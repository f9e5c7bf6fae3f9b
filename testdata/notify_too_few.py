"""A batch of two items, one notify: the second worker is not told of its item."""
import asyncio

items = []
taken = []


async def worker(cond):
    async with cond:
        while not items:
            await cond.wait()  # want deadlock "^never notified"
        taken.append(items.pop(0))


async def main():
    cond = asyncio.Condition()
    workers = [asyncio.create_task(worker(cond)) for _ in range(2)]
    await asyncio.sleep(0)
    async with cond:
        items.extend(["a", "b"])
        cond.notify()
    await asyncio.gather(*workers)


if __name__ == "__main__":
    asyncio.run(main())
