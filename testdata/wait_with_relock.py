"""wait takes the lock again in every way out. Mends wait_without_relock.py."""
# want holds
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
            await self.acquire()
        return True


async def visitor(gate):
    await gate.acquire()
    try:
        await gate.wait()
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
