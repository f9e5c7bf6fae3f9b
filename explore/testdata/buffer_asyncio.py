"""P producers and C consumers of K items each, room for B, as tasks of asyncio."""
import asyncio

P, C, K, B = 3, 3, 3, 1


class Buffer:
    def __init__(self):
        self.items = []
        lock = asyncio.Lock()
        self.room = asyncio.Condition(lock)
        self.some = asyncio.Condition(lock)

    async def put(self, x):
        async with self.room:
            while len(self.items) == B:
                await self.room.wait()
            self.items.append(x)
            self.some.notify()

    async def get(self):
        async with self.some:
            while not self.items:
                await self.some.wait()
            x = self.items.pop()
            self.room.notify()
            return x


async def producer(b):
    for i in range(K):
        await b.put(i)


async def consumer(b):
    for i in range(K):
        await b.get()


async def main():
    b = Buffer()
    await asyncio.gather(*[producer(b) for _ in range(P)], *[consumer(b) for _ in range(C)])


if __name__ == "__main__":
    asyncio.run(main())
