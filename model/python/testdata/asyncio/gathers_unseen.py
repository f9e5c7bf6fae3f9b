"""Exceptions that gathers and a shield have which nobody awaits."""
import asyncio


async def fails(kind):
    raise kind()


async def main():
    asyncio.gather(fails(ZeroDivisionError), fails(OverflowError))
    asyncio.shield(fails(AttributeError))
    await asyncio.sleep(0)
    asyncio.gather(asyncio.get_running_loop().create_future())


asyncio.run(main())
