"""A monitor with a condition for each priority on one lock, and who is let in next."""
import asyncio

log = []


class Desk:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.ranks = [asyncio.Condition(self.lock) for _ in range(2)]
        self.queued = [0, 0]
        self.busy = False

    async def enter(self, rank):
        async with self.lock:
            self.queued[rank] += 1
            try:
                while self.busy:
                    await self.ranks[rank].wait()
                self.busy = True
            finally:
                self.queued[rank] -= 1

    async def leave(self):
        async with self.lock:
            self.busy = False
            for rank, n in enumerate(self.queued):
                if n:
                    self.ranks[rank].notify()
                    break


async def visitor(desk, rank):
    try:
        await asyncio.wait_for(desk.enter(rank), 1)
    except asyncio.TimeoutError:
        log.append([rank, "leaves"])
        return
    log.append(rank)
    await asyncio.sleep(0)
    await desk.leave()


async def main():
    desk = Desk()
    await desk.enter(0)
    tasks = [asyncio.create_task(visitor(desk, rank)) for rank in (1, 0)]
    await asyncio.sleep(0)
    await desk.leave()
    done, pending = await asyncio.wait(tasks, timeout=1)
    log.append(len(pending))
    for task in pending:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


asyncio.run(main())
