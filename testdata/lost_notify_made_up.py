"""A waiter is notified and cancelled before it runs: up to CPython 3.12 its
notification dies with it. The other waiter sleeps longer than it should, and is
woken when the shop closes.
"""
# want holds
import asyncio

state = {"bread": 0, "open": True}


async def customer(cond):
    async with cond:  # want no-lost-notify python=3.8-3.12
        while state["open"] and not state["bread"]:
            await cond.wait()
        state["bread"] = 0


async def main():
    cond = asyncio.Condition()
    async with cond:
        impatient = asyncio.create_task(customer(cond))
        patient = asyncio.create_task(customer(cond))
    await asyncio.sleep(1)
    async with cond:
        state["bread"] = 1
        cond.notify()
        impatient.cancel()
    await asyncio.sleep(1)
    async with cond:
        state["open"] = False
        cond.notify_all()
    await asyncio.wait([impatient, patient])


if __name__ == "__main__":
    asyncio.run(main())
