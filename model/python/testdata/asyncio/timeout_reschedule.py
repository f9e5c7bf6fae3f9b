"""A limit that is moved, taken away, and used wrongly."""
import asyncio

log = []


async def main():
    limit = asyncio.timeout(None)
    log.append(limit.when())
    try:
        limit.reschedule(1)
    except RuntimeError as e:
        log.append(str(e))
    async with limit:
        limit.reschedule(asyncio.get_running_loop().time() + 1)
        log.append(repr(limit)[:17])
        limit.reschedule(None)
        await asyncio.sleep(1)
    for f in (limit.reschedule, ):
        try:
            f(None)
        except RuntimeError as e:
            log.append(str(e))
    try:
        async with limit:
            pass
    except RuntimeError as e:
        log.append(str(e))
    try:
        async with asyncio.timeout_at(0):
            await asyncio.sleep(1)
            log.append("slept")
    except TimeoutError:
        log.append("late")


asyncio.run(main())
