"""A scope made by hand of call_later and cancel, within another one."""
import asyncio

log = []


class Scope:
    def __init__(self, name, delay):
        self.name, self.delay, self.hit = name, delay, False

    def fire(self):
        self.hit = True
        self.task.cancel()

    async def __aenter__(self):
        self.task = asyncio.current_task()
        self.timer = asyncio.get_running_loop().call_later(self.delay, self.fire)
        return self

    async def __aexit__(self, kind, error, trace):
        self.timer.cancel()
        if self.hit and kind is asyncio.CancelledError:
            log.append(self.name + " absorbs")
            return True
        log.append([self.name, self.hit, kind and kind.__name__])


async def main():
    lock = asyncio.Lock()
    async with Scope("outer", 2):
        async with Scope("inner", 1):
            async with lock:
                await asyncio.sleep(1)
                log.append("slept")
        await asyncio.sleep(0)
        log.append("between")
    log.append(lock.locked())


asyncio.run(main())
