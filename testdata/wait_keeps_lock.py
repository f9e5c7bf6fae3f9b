"""A condition of one's own whose wait forgets to give the lock back: nobody can
change what the waiter waits for, until it has lost patience.
"""
import asyncio

log = []
items = []


class Gate(asyncio.Condition):
    async def wait(self):
        future = asyncio.get_running_loop().create_future()
        self._waiters.append(future)
        try:
            return await future  # want released-while-waiting
        finally:
            self._waiters.remove(future)


async def consumer(gate):
    async with gate:
        try:
            while not items:
                await gate.wait()
            log.append(items.pop())
        except asyncio.CancelledError:
            log.append("gave up")


async def producer(gate):
    async with gate:
        items.append(1)
        gate.notify()


async def main():
    gate = Gate()
    task = asyncio.create_task(consumer(gate))
    asyncio.get_running_loop().call_later(1, task.cancel)
    await asyncio.sleep(1)
    await producer(gate)
    await asyncio.wait([task])


if __name__ == "__main__":
    asyncio.run(main())
