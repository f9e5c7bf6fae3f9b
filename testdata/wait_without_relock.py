"""A condition of one's own whose wait does not take the lock again if it is
cancelled: it leaves with nobody's lock, or another's.
"""
import asyncio

log = []


class Gate(asyncio.Condition):
    async def wait(self):
        future = asyncio.get_running_loop().create_future()
        self._waiters.append(future)
        self.release()
        try:
            await future
        finally:
            self._waiters.remove(future)
        await self.acquire()  # and if future was cancelled?
        return True


async def visitor(gate):
    await gate.acquire()
    try:
        await gate.wait()  # want held-on-return
        log.append("in")
    except asyncio.CancelledError:
        log.append("gave up")
    finally:
        if gate.locked():
            gate.release()


async def main():
    gate = Gate()
    task = asyncio.create_task(visitor(gate))
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])


if __name__ == "__main__":
    asyncio.run(main())
