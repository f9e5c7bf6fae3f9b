"""Like children of a gather, of which two fail: the first of these ends the wait, the
others go on.
"""
import asyncio

lock = None
n = 0


async def w():
    global n
    async with lock:
        k = n
        await asyncio.sleep(0)
        n = k + 1


async def bad():
    await w()
    raise ValueError("no")  # want uncaught-exception schedule=any


async def main():
    global lock
    lock = asyncio.Lock()
    try:
        await asyncio.gather(w(), w(), bad(), bad())
    except ValueError:
        pass
    await asyncio.sleep(0)


def finally_n():
    return n <= 4


if __name__ == "__main__":
    asyncio.run(main())
