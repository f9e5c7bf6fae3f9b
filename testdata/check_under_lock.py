"""check_then_lock.py mended: wait_for tests under the lock."""
# want holds
import asyncio

ready = False


async def waiter(cond):
    async with cond:
        await cond.wait_for(lambda: ready)


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
