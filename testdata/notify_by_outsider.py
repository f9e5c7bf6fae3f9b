"""notify asks whether the lock is held, not by whom: a task that does not hold it
may notify while another one does, and CPython lets it pass.
"""
import asyncio

# want holds
log = []


async def patient(cond):
    async with cond:
        await cond.wait()
        log.append("woken")


async def owner(cond):
    async with cond:
        await asyncio.sleep(1)


async def outsider(cond):
    while not cond.locked():
        await asyncio.sleep(1)
    cond.notify()  # want misuse "outsider-1 notifies cond"


async def main():
    cond = asyncio.Condition()
    waiter = asyncio.create_task(patient(cond))
    await asyncio.sleep(0)
    await asyncio.gather(owner(cond), outsider(cond))
    while not waiter.done():
        async with cond:
            cond.notify_all()
        await asyncio.sleep(0)


if __name__ == "__main__":
    asyncio.run(main())
