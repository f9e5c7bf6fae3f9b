"""Tasks are stuck inside what an __await__ or an async generator awaits; of two like
generators one has been closed at the line where the other begins."""
import asyncio


class Latch:
    def __await__(self):
        return self._wait().__await__()

    async def _wait(self):
        await asyncio.Event().wait()


class Stepwise:
    def __await__(self):
        yield from asyncio.Event().wait().__await__()
        yield


async def endless():
    yield 1
    await asyncio.Event().wait()


async def careful():
    try:
        yield 1
    finally:
        await asyncio.Event().wait()


async def goes_through():
    async for _ in endless():
        pass


async def closes():
    steps = careful()
    await steps.__anext__()
    await steps.aclose()


async def throws():
    steps = careful()
    await steps.asend(None)
    await steps.athrow(KeyError)


async def awaits():
    await Stepwise()


def numbers():
    while True:
        yield 1


async def main():
    first, second = numbers(), numbers()
    next(first)
    next(second)
    next(first)
    tasks = [asyncio.create_task(f()) for f in (goes_through, closes, throws, awaits)]
    await Latch()
    print(tasks)


asyncio.run(main())
