"""Two runs one after another, and run within run."""
import asyncio

log = []


async def inner():
    log.append("inner")


async def main(n):
    await asyncio.sleep(0)
    if n == 2:
        coro = inner()
        try:
            asyncio.run(coro)
        except RuntimeError as e:
            log.append(str(e))
        coro.close()
    return n


log.append(asyncio.run(main(1)))
log.append(asyncio.run(main(2)))
try:
    asyncio.run(main)
except (ValueError, TypeError) as e:
    log.append(type(e).__name__)
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    log.append(str(e))
