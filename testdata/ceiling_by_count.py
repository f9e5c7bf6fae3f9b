"""A ceiling on running workers kept by a counter: between the test and the
increment there is an await, so two may pass at once.
"""
import asyncio

CEILING = 1
running = 0


async def start():
    await asyncio.sleep(0)  # set something up


async def worker():
    global running
    while running >= CEILING:
        await asyncio.sleep(1)
    await start()
    running += 1
    await asyncio.sleep(0)
    running -= 1


async def main():
    await asyncio.gather(worker(), worker())


def invariant_ceiling():  # want invariant "ceiling"
    return running <= CEILING


if __name__ == "__main__":
    asyncio.run(main())
