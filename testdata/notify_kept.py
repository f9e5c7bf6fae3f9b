"""A condition of one's own that keeps a notify which meets nobody for the next
wait: a waiter comes through for something that is long over.
"""
import asyncio

log = []


class Sticky(asyncio.Condition):
    def __init__(self):
        super().__init__()
        self.kept = 0

    def notify(self, n=1):
        if self._waiters:
            super().notify(n)
        else:
            self.kept += n

    async def wait(self):
        if self.kept:
            self.kept -= 1
            return True
        return await super().wait()


async def waiter(cond):
    async with cond:
        await cond.wait()  # want auto-clear
        log.append("woken")


async def main():
    cond = Sticky()
    async with cond:
        cond.notify()  # nobody is there yet
    task = asyncio.create_task(waiter(cond))
    await asyncio.sleep(1)
    async with cond:
        cond.notify()
    await asyncio.wait([task], timeout=1)
    task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
