"""The waiter who came first is woken first. Mends notify_last_first.py.
"""
# want holds
import asyncio

served = []


class Standby(asyncio.Condition):
    def notify(self, n=1):
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        waiting = [future for future in self._waiters if not future.done()]
        for future in waiting[:n]:
            future.set_result(True)


async def passenger(desk, name):
    async with desk:
        await desk.wait()
        served.append(name)


async def main():
    desk = Standby()
    async with desk:
        tasks = [asyncio.create_task(passenger(desk, name)) for name in ("first", "second")]
    for _ in tasks:
        await asyncio.sleep(1)
        async with desk:
            desk.notify()
    await asyncio.wait(tasks, timeout=1)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
