"""Objects with __await__, as tasks and in gather."""
import asyncio

log = []


class Delayed:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return self.value


async def main():
    log.append(await Delayed(1))
    log.append(await asyncio.gather(Delayed(2), Delayed(3)))
    log.append(await asyncio.wait_for(Delayed(4), 1))
    log.append(await asyncio.ensure_future(Delayed(5)))
    try:
        asyncio.ensure_future(6)
    except TypeError as e:
        log.append(str(e))


asyncio.run(main())
