"""Does asyncio code need locks? Here it does not: no await lies between
reading the counter and writing it back, so nobody can come between.
"""
# want holds
import asyncio

counter = 0


async def add_one():
    global counter
    await asyncio.sleep(0)  # ask somebody something
    counter = counter + 1


async def main():
    await asyncio.gather(add_one(), add_one())


def finally_both_counted():
    return counter == 2


if __name__ == "__main__":
    asyncio.run(main())
