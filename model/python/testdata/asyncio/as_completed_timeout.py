"""as_completed with a limit, and one that fails."""
import asyncio

log = []


async def work(n):
    await asyncio.sleep(n)
    if n == 1:
        raise ValueError(n)
    return n


async def main():
    for c in asyncio.as_completed([asyncio.create_task(work(1)), asyncio.create_task(work(2))], timeout=2):
        try:
            log.append(await c)
        except ValueError:
            log.append("failed")
        except asyncio.TimeoutError:
            log.append("timeout")
            break


asyncio.run(main())
