"""The ceiling of semaphore_ceiling.py, with release() where an exception
passes it by: each failing worker takes its permit along.
"""
import asyncio

done = []
failed = []


async def job(number):
    await asyncio.sleep(0)
    if number == 0:
        raise OSError("no answer")
    done.append(number)


async def worker(number, permits):
    await permits.acquire()  # want deadlock "^lock held for ever"
    try:
        await job(number)
        permits.release()
    except OSError:
        failed.append(number)


async def main():
    permits = asyncio.Semaphore(1)
    await asyncio.gather(*[worker(number, permits) for number in range(3)])


if __name__ == "__main__":
    asyncio.run(main())
