"""Two tasks wait for one gather, and one of them looks at the results.
"""
import asyncio

out = []


async def w(i):
    await asyncio.sleep(0)
    return i


async def other(g):
    out.extend(await g)


async def main():
    g = asyncio.gather(w(1), w(2))
    t = asyncio.create_task(other(g))
    await g
    await t


def finally_order():
    return out == [1, 2]


if __name__ == "__main__":
    asyncio.run(main())
