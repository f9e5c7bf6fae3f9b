"""The results of a gather come in the order of its children, for who asks behind the
await, too.
"""
import asyncio

out = []


async def w(i):
    await asyncio.sleep(0)
    return i


async def main():
    g = asyncio.gather(w(1), w(2), w(3))
    await g
    out.extend(g.result())


def finally_order():
    return out == [1, 2, 3]


if __name__ == "__main__":
    asyncio.run(main())
