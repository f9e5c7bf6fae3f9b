"""A Condition that counts its waiters and remembers notifications for them."""
import asyncio

log = []


class Counting(asyncio.Condition):
    waiting = 0
    pending = 0

    async def wait(self):
        if self.pending:
            self.pending -= 1
            return "remembered"
        self.waiting += 1
        try:
            return await super().wait()
        finally:
            self.waiting -= 1

    def notify(self, n=1):
        if not self.waiting:
            self.pending += n
        super().notify(n)


async def waiter(cond, name):
    async with cond:
        try:
            log.append([name, await cond.wait()])
        except asyncio.CancelledError:
            log.append([name, "cancelled", cond.locked(), cond.waiting])


async def main():
    cond = Counting()
    a = asyncio.create_task(waiter(cond, "a"))
    b = asyncio.create_task(waiter(cond, "b"))
    await asyncio.sleep(0)
    async with cond:
        cond.notify()
        a.cancel()
        cond.notify()
    await asyncio.sleep(1)
    log.append([cond.waiting, cond.pending])
    async with cond:
        cond.notify_all()
    await asyncio.wait([a, b])


asyncio.run(main())
