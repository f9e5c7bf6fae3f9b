"""Exceptions that nobody retrieves, and some that somebody does."""
import asyncio

log = []


async def fails(kind):
    raise kind


async def main():
    asyncio.create_task(fails(KeyError))
    seen = asyncio.create_task(fails(ValueError))
    asked = asyncio.create_task(fails(OSError))
    other = asyncio.create_task(fails(IndexError))
    await asyncio.wait([seen, asked, other])
    try:
        await seen
    except ValueError:
        log.append("seen")
    log.append(type(asked.exception()).__name__)


asyncio.run(main())
