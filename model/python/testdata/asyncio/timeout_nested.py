"""Limits within limits."""
import asyncio

log = []


async def main():
    try:
        async with asyncio.timeout(1) as outer:
            try:
                async with asyncio.timeout(1) as inner:
                    await asyncio.sleep(5)
            except TimeoutError:
                log.append("inner")
            await asyncio.sleep(0)
            log.append("between")
    except TimeoutError:
        log.append("outer")
    log.append([inner.expired(), outer.expired()])


asyncio.run(main())
