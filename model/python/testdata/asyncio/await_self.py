"""A task that has awaited itself cannot be awaited by others while it lives."""
import asyncio

log = []


async def narcissus():
    try:
        await self
    except RuntimeError:
        log.append("self")
    for _ in range(2):
        await asyncio.sleep(0)


async def echo(name):
    try:
        await self
        log.append(name)
    except RuntimeError:
        log.append(name + " in vain")


async def main():
    global self
    self = asyncio.create_task(narcissus())
    first = asyncio.create_task(echo("first"))
    await asyncio.sleep(0)
    await echo("second")
    await first


asyncio.run(main())
