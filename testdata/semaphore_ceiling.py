"""A semaphore as the ceiling on how many workers run at once, whatever becomes
of them.
"""
# want holds
import asyncio

CEILING = 2
running = 0
failed = []


async def job(number):
    global running
    running += 1
    try:
        await asyncio.sleep(0)
        if number == 1:
            raise OSError("no answer")
    finally:
        running -= 1


async def worker(number, permits):
    async with permits:
        try:
            await job(number)
        except OSError:
            failed.append(number)


async def main():
    permits = asyncio.Semaphore(CEILING)
    await asyncio.gather(*[worker(number, permits) for number in range(3)])


def invariant_ceiling():
    return running <= CEILING


def finally_nobody_runs():
    return running == 0 and failed == [1]


if __name__ == "__main__":
    asyncio.run(main())
