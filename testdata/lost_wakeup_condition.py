"""lost_wakeup_event.py mended: with a Condition, the test and the beginning of
the wait are one step for everybody who keeps to the lock.
"""
# want holds
import asyncio

ready = False


async def waiter(cond):
    async with cond:
        while not ready:
            await asyncio.sleep(0)  # look at something else first
            await cond.wait()


async def signaller(cond):
    global ready
    async with cond:
        ready = True
        cond.notify_all()


async def main():
    cond = asyncio.Condition()
    await asyncio.gather(waiter(cond), signaller(cond))


if __name__ == "__main__":
    asyncio.run(main())
