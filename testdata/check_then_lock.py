"""The state is tested before the lock is taken: the change and its notify can
fall between the test and the wait.
"""
import asyncio

ready = False


async def waiter(cond):
    if not ready:
        async with cond:
            await cond.wait()  # want deadlock "^notify before wait"


async def setter(cond):
    global ready
    async with cond:
        await asyncio.sleep(0)  # prepare
        ready = True
        cond.notify()


async def main():
    cond = asyncio.Condition()
    await asyncio.gather(setter(cond), waiter(cond))


if __name__ == "__main__":
    asyncio.run(main())
