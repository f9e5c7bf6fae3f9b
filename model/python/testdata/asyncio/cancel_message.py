"""The message of a cancellation."""
import asyncio

log = []


async def work():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError as e:
        log.append(list(e.args))
        raise


async def main():
    t = asyncio.create_task(work())
    await asyncio.sleep(0)
    try:
        t.cancel("why")
    except TypeError:
        t.cancel()
    try:
        await t
    except asyncio.CancelledError as e:
        log.append(list(e.args))


asyncio.run(main())
