"""Two tasks take the same two locks in opposite order."""
import asyncio

log = []


async def mover(name, source, target):
    async with source:
        await asyncio.sleep(0)  # look at the source
        async with target:  # want deadlock "^wait-for cycle"
            log.append(name)


async def main():
    left, right = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(mover("to right", left, right), mover("to left", right, left))


if __name__ == "__main__":
    asyncio.run(main())
