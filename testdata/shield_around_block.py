"""What is shielded is the whole block, in a task of its own: lock, wait and
release stay together. Mends shield_wait.py.
"""
# want holds
import asyncio

ready = woken = False


async def patient(cond):
    global woken
    async with cond:
        await cond.wait_for(lambda: ready)
        woken = True


async def main():
    global ready
    cond = asyncio.Condition()
    task = asyncio.create_task(patient(cond))
    try:
        await asyncio.wait_for(asyncio.shield(task), 1)
    except asyncio.TimeoutError:
        pass
    async with cond:
        ready = True
        cond.notify()
    await task


def finally_woken():
    return woken


if __name__ == "__main__":
    asyncio.run(main())
