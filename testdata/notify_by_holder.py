"""Who notifies holds the lock. Mends notify_by_outsider.py."""
# want holds
import asyncio

log = []
news = False


async def patient(cond):
    async with cond:
        await cond.wait_for(lambda: news)
        log.append("woken")


async def teller(cond):
    global news
    async with cond:
        news = True
        cond.notify()


async def main():
    cond = asyncio.Condition()
    await asyncio.gather(patient(cond), teller(cond))


if __name__ == "__main__":
    asyncio.run(main())
