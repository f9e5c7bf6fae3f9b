"""Gathers within gathers, one child in two of them, and results that are looked at.
"""
import asyncio

out = []


async def w(f):
    await f
    return 1


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    async def s():
        f.set_result(3)
        return 2
    a = asyncio.ensure_future(w(f))
    await asyncio.gather(asyncio.gather(a, w(f)), s(), a, return_exceptions=True)
    r = await asyncio.wait_for(asyncio.gather(w(f), s(), return_exceptions=True), None)
    out.append([repr(x) for x in r])


if __name__ == "__main__":
    asyncio.run(main())
