"""A timer fires before or after anything else; a task's clock moves by its own timers."""
import asyncio
import time

order = []
clocks = []


async def sleeper(name, delay):
    before = time.monotonic()
    await asyncio.sleep(delay)
    order.append(name)
    clocks.append(round(10 * (time.monotonic() - before)))


async def main():
    await asyncio.gather(sleeper("short", 0.1), sleeper("long", 2))


asyncio.run(main())
