"""A bounded buffer as a class that inherits from Condition, and closes."""
import asyncio

log = []


class Closed(Exception):
    pass


class Buffer(asyncio.Condition):
    def __init__(self, room):
        super().__init__()
        self.room, self.items, self.closed = room, [], False

    async def put(self, item):
        async with self:
            await self.wait_for(lambda: self.closed or len(self.items) < self.room)
            if self.closed:
                raise Closed(item)
            self.items.append(item)
            self.notify_all()

    async def take(self):
        async with self:
            await self.wait_for(lambda: self.closed or self.items)
            if not self.items:
                raise Closed
            item = self.items.pop(0)
            self.notify_all()
            return item

    async def close(self):
        async with self:
            self.closed = True
            self.notify_all()


async def putter(buffer):
    try:
        for i in range(2):
            await buffer.put(i)
    except Closed as e:
        log.append(["not put", *e.args])


async def taker(buffer):
    try:
        while True:
            log.append(await buffer.take())
    except Closed:
        log.append("closed")


async def main():
    buffer = Buffer(1)
    tasks = [asyncio.create_task(f(buffer)) for f in (putter, taker)]
    await asyncio.sleep(1)
    await buffer.close()
    await asyncio.gather(*tasks)


asyncio.run(main())
