"""notify asks whether the lock is held, not by whom: a task that does not hold it
may notify while another one does, and CPython lets it pass.
"""
# want holds
import asyncio

log = []


async def patient(cond, waits):
    async with cond:
        waits.set()
        await cond.wait()
        log.append("woken")


async def owner(cond, inside, notified):
    async with cond:
        inside.set()
        await notified.wait()


async def outsider(cond, inside, notified):
    await inside.wait()
    cond.notify()  # want misuse "outsider-1 notifies cond"
    notified.set()


async def main():
    cond = asyncio.Condition()
    waits, inside, notified = asyncio.Event(), asyncio.Event(), asyncio.Event()
    waiter = asyncio.create_task(patient(cond, waits))
    await waits.wait()
    await asyncio.gather(owner(cond, inside, notified), outsider(cond, inside, notified))
    await waiter


if __name__ == "__main__":
    asyncio.run(main())
