"""Exceptions of futures that nobody retrieves, or somebody does after all."""
import asyncio

seen = []


def future(exception):
    f = asyncio.get_running_loop().create_future()
    f.set_exception(exception)
    return f


async def looks(f):
    try:
        await f
    except Exception as e:
        seen.append(type(e).__name__)


async def main():
    future(KeyError())  # gone at once
    kept = [future(LookupError()), future(IndexError()), future(ValueError()), future(TypeError())]
    kept[1].exception()
    kept[2].cancel()  # does nothing but this: it counts as seen
    await looks(kept[3])
    later = asyncio.get_running_loop().create_future()
    waiter = asyncio.ensure_future(looks(later))
    await asyncio.sleep(0)
    later.set_exception(RuntimeError())
    waiter.cancel()
    await asyncio.wait([waiter])


asyncio.run(main())
