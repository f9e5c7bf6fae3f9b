"""What came while the lock was taken again is raised when it is held. Mends
condition_relock_swallows.py.
"""
# want holds
import asyncio

state = {"cancelled": False, "returned": False}


class Condition(asyncio.Condition):
    async def wait(self):
        future = asyncio.get_running_loop().create_future()
        self._waiters.append(future)
        self.release()
        try:
            await future
        finally:
            self._waiters.remove(future)
            cancelled = None
            taken = False
            while not taken:
                try:
                    taken = await self.acquire()
                except asyncio.CancelledError as error:
                    cancelled = error
            if cancelled is not None:
                raise cancelled
        return True


async def waiter(cond):
    async with cond:
        await cond.wait()
        state["returned"] = True


async def main():
    cond = Condition()
    task = asyncio.create_task(waiter(cond))
    await asyncio.sleep(0)
    async with cond:
        cond.notify()
        await asyncio.sleep(0)
        if not task.done():
            state["cancelled"] = task.cancel()
    await asyncio.wait([task])


def finally_cancelled():
    return not (state["cancelled"] and state["returned"])


if __name__ == "__main__":
    asyncio.run(main())
