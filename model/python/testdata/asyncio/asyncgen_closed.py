"""An asynchronous generator that is not run to its end is closed by run."""
import asyncio

log = []
kept = None


async def numbers():
    try:
        for n in range(3):
            yield n
            await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)
        log.append("closed")


async def main():
    global kept
    kept = numbers()
    async for n in kept:
        log.append(n)
        if n == 1:
            break
    log.append("left")


asyncio.run(main())
kept = None
