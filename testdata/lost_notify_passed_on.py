"""A customer who leaves tells the next one. Mends lost_notify_made_up.py."""
# want holds
import asyncio

state = {"bread": 0, "open": True}


async def customer(cond):
    async with cond:
        while state["open"] and not state["bread"]:
            try:
                await cond.wait()
            except asyncio.CancelledError:
                cond.notify()
                raise
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
