"""A condition of one's own that takes the lock again whatever happens, and forgets
what has happened: as asyncio's did in 3.6.0 to 3.6.4 (bpo-32841), a cancellation
that comes then is swallowed.
"""
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
            taken = False
            while not taken:
                try:
                    taken = await self.acquire()
                except asyncio.CancelledError:
                    pass
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


def finally_cancelled():  # want finally
    return not (state["cancelled"] and state["returned"])


if __name__ == "__main__":
    asyncio.run(main())
