"""The lock goes to the wrong task: the leader gives it back and tells its follower
to go on, as if giving back were handing over. A third task that queued before is
inside then, and the follower works beside it.
"""
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
    go.set()  # the lock is yours


async def follower(lock, go):
    await go.wait()
    await work("follower")


async def third(lock):
    async with lock:
        await work("third")


async def main():
    lock, go = asyncio.Lock(), asyncio.Event()
    await asyncio.gather(leader(lock, go), follower(lock, go), third(lock))


def invariant_alone():  # want invariant "alone"
    return most <= 1


if __name__ == "__main__":
    asyncio.run(main())
