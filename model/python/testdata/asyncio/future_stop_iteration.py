"""A StopIteration cannot be the exception of a future."""
import asyncio

log = []


async def main():
    future = asyncio.get_running_loop().create_future()
    try:
        future.set_exception(StopIteration("x"))
        await future
    except TypeError as e:
        log.append(str(e))
        future.cancel()
    except RuntimeError as e:
        log.append((str(e), repr(e.__cause__)))


asyncio.run(main())
