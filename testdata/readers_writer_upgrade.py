"""Two readers that both want to become the writer wait for each other to
leave.
"""
import asyncio

log = []


class ReadersWriter:
    def __init__(self):
        self.changed = asyncio.Condition()
        self.readers = 0

    async def begin_read(self):
        async with self.changed:
            self.readers += 1

    async def upgrade(self):
        async with self.changed:
            while self.readers > 1:
                await self.changed.wait()  # want deadlock "^never notified"

    async def end(self):
        async with self.changed:
            self.readers -= 1
            self.changed.notify_all()


async def user(monitor, name):
    await monitor.begin_read()
    await asyncio.sleep(0)  # read
    await monitor.upgrade()
    log.append(name)
    await monitor.end()


async def main():
    monitor = ReadersWriter()
    await asyncio.gather(user(monitor, "a"), user(monitor, "b"))


if __name__ == "__main__":
    asyncio.run(main())
