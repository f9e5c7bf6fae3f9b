"""Futures and locks of a program's own kind."""
import asyncio

log = []


class Noted(asyncio.Future):
    def set_result(self, value):
        log.append(value)
        super().set_result(value)


class Counted(asyncio.Lock):
    def __init__(self):
        super().__init__()
        self.n = 0

    async def acquire(self):
        self.n += 1
        return await super().acquire()


async def main():
    f = Noted()
    asyncio.get_running_loop().call_soon(f.set_result, 5)
    log.append(await f)
    lock = Counted()
    async with lock:
        log.append([lock.n, lock.locked()])


asyncio.run(main())
