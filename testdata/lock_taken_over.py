"""The follower takes the lock itself: giving back hands over to nobody. Mends
lock_handed_over.py.
"""
# want holds
import asyncio

inside = []
most = 0


async def work(name):
    global most
    inside.append(name)
    most = max(most, len(inside))
    await asyncio.sleep(0)
    inside.remove(name)


async def leader(lock, go):
    async with lock:
        await work("leader")
    go.set()


async def follower(lock, go):
    await go.wait()
    async with lock:
        await work("follower")


async def third(lock):
    async with lock:
        await work("third")


async def main():
    lock, go = asyncio.Lock(), asyncio.Event()
    await asyncio.gather(leader(lock, go), follower(lock, go), third(lock))


def invariant_alone():
    return most <= 1


if __name__ == "__main__":
    asyncio.run(main())
