"""two_locks.py mended: everybody takes the locks in the same order."""
# want holds
import asyncio

log = []


async def mover(name, first, second):
    async with first:
        await asyncio.sleep(0)  # look at the source
        async with second:
            log.append(name)


async def main():
    left, right = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(mover("to right", left, right), mover("to left", left, right))


def finally_both_moved():
    return len(log) == 2


if __name__ == "__main__":
    asyncio.run(main())
