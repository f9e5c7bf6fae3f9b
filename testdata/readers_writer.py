"""A monitor as a class: many readers or one writer."""
# want holds
import asyncio

inside = []


class ReadersWriter:
    def __init__(self):
        self.changed = asyncio.Condition()
        self.readers = 0
        self.writing = False

    async def begin_read(self):
        async with self.changed:
            await self.changed.wait_for(lambda: not self.writing)
            self.readers += 1

    async def end_read(self):
        async with self.changed:
            self.readers -= 1
            if self.readers == 0:
                self.changed.notify_all()

    async def begin_write(self):
        async with self.changed:
            await self.changed.wait_for(lambda: not self.writing and not self.readers)
            self.writing = True

    async def end_write(self):
        async with self.changed:
            self.writing = False
            self.changed.notify_all()


async def reader(monitor):
    await monitor.begin_read()
    inside.append("r")
    await asyncio.sleep(0)
    inside.remove("r")
    await monitor.end_read()


async def writer(monitor):
    await monitor.begin_write()
    inside.append("w")
    await asyncio.sleep(0)
    inside.remove("w")
    await monitor.end_write()


async def main():
    monitor = ReadersWriter()
    await asyncio.gather(writer(monitor), reader(monitor), reader(monitor))


def invariant_writer_is_alone():
    return "w" not in inside or len(inside) == 1


if __name__ == "__main__":
    asyncio.run(main())
