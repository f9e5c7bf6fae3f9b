"""Does asyncio code need locks? Here it does: an await lies between reading
the counter and writing it back, and another task's update is lost there.
"""
import asyncio

counter = 0


async def add_one():
    global counter
    value = counter
    await asyncio.sleep(0)  # ask somebody something
    counter = value + 1


async def main():
    await asyncio.gather(add_one(), add_one())


def finally_both_counted():  # want finally "both_counted"
    return counter == 2


if __name__ == "__main__":
    asyncio.run(main())
