"""Five like children of a gather, in any order: an update may be lost.
"""
import asyncio

n = 0


async def w():
    global n
    k = n
    await asyncio.sleep(0)
    n = k + 1


async def main():
    await asyncio.gather(*[w() for _ in range(5)])


def finally_n():  # want finally
    return n == 5


if __name__ == "__main__":
    asyncio.run(main())
