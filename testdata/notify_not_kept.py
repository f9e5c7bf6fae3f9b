"""A notify that meets nobody leaves nothing behind. Mends notify_kept.py."""
# want holds
import asyncio

log = []


class Sticky(asyncio.Condition):
    def __init__(self):
        super().__init__()
        self.missed = 0

    def notify(self, n=1):
        if self._waiters:
            super().notify(n)
        else:
            self.missed += n  # for the statistics

    async def wait(self):
        return await super().wait()


async def waiter(cond):
    async with cond:
        await cond.wait()
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
