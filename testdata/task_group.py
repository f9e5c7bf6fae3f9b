"""A TaskGroup cancels the other tasks when one fails, and waits for them.

Which of them hears of it first is left open.
"""
# condcheck: python=3.11
# want holds
import asyncio

closed = []


async def keep_open(name):
    try:
        await asyncio.Event().wait()
    finally:
        closed.append(name)


async def fail():
    await asyncio.sleep(0)
    raise OSError("no answer")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(keep_open("a"))
            group.create_task(keep_open("b"))
            group.create_task(fail())
    except* OSError:
        closed.append("group")


def finally_all_closed():
    return closed[-1] == "group"


if __name__ == "__main__":
    asyncio.run(main())
