"""stages_shared_lock.py with one name mixed up: taking an item notifies the
next stage, which has nothing to do yet, and not the one that wants to fill the
slot.
"""
import asyncio

ITEMS = 2
result = []


class Pipeline:
    """Three stages, one slot before the second and one before the third; one
    lock, and a Condition for each slot."""

    def __init__(self):
        lock = asyncio.Lock()
        self.slots = {"cook": None, "serve": None}
        self.changed = {name: asyncio.Condition(lock) for name in self.slots}

    async def put(self, name, item):
        changed = self.changed[name]
        async with changed:
            while self.slots[name] is not None:
                await changed.wait()
            self.slots[name] = item
            changed.notify()

    async def take(self, name):
        changed = self.changed[name]
        async with changed:
            while self.slots[name] is None:
                await changed.wait()  # want deadlock "^never notified"
            item, self.slots[name] = self.slots[name], None
            self.changed["serve"].notify()
            return item


async def buy(pipeline):
    for item in range(ITEMS):
        await pipeline.put("cook", item)


async def cook(pipeline):
    for _ in range(ITEMS):
        await pipeline.put("serve", await pipeline.take("cook"))


async def serve(pipeline):
    for _ in range(ITEMS):
        result.append(await pipeline.take("serve"))


async def main():
    pipeline = Pipeline()
    await asyncio.gather(serve(pipeline), cook(pipeline), buy(pipeline))


if __name__ == "__main__":
    asyncio.run(main())
