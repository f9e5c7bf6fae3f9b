"""Works as long as tasks start in the order in which they were made.

Today's event loop does that; nothing promises it. If the second task is
first, its signal is gone before anybody listens.
"""
import asyncio

log = []


async def listener(event):
    await event.wait()  # want deadlock schedule=any "^notify before wait"
    log.append("heard")


async def speaker(event):
    log.append("spoke")
    event.set()
    event.clear()


async def main():
    event = asyncio.Event()
    await asyncio.gather(listener(event), speaker(event))


if __name__ == "__main__":
    asyncio.run(main())
