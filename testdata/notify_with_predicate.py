"""What has happened is written down before it is notified, and looked at before
waiting: then it does not matter who is first. Mends notify_before_wait.py.
"""
# want holds
import asyncio

started = False


async def starter(cond):
    global started
    async with cond:
        started = True
        cond.notify()


async def runner(cond):
    async with cond:
        await cond.wait_for(lambda: started)


async def main():
    cond = asyncio.Condition()
    await asyncio.gather(starter(cond), runner(cond))


if __name__ == "__main__":
    asyncio.run(main())
