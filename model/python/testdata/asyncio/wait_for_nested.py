"""A limit inside a limit: which of them ends it."""
import asyncio

log = []


async def inner():
    try:
        await asyncio.wait_for(asyncio.sleep(3), 2)
        log.append("slept")
    except asyncio.TimeoutError:
        log.append("inner limit")


async def main():
    try:
        await asyncio.wait_for(inner(), 1)
    except asyncio.TimeoutError:
        log.append("outer limit")


asyncio.run(main())
