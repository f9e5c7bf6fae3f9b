"""What is left at the end of run is cancelled, in any order, and waited for."""
import asyncio

log = []


async def left(n):
    try:
        await asyncio.sleep(9)
    finally:
        log.append(n)
        if n == 1:
            await asyncio.sleep(0)
            raise ValueError(n)


async def main():
    for n in range(3):
        asyncio.create_task(left(n))
    await asyncio.sleep(0)


asyncio.run(main())
