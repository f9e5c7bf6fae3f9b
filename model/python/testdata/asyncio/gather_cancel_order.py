"""A gather that is canceled cancels its children, in their order.
"""
import asyncio

out = []


async def w(i):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        out.append(i)
        raise


async def both():
    await asyncio.gather(w(1), w(2))


async def main():
    t = asyncio.create_task(both())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel("stop")
    try:
        await t
    except asyncio.CancelledError as e:
        out.append(str(e))


if __name__ == "__main__":
    asyncio.run(main())
