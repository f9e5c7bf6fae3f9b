"""A group entered twice, or used before and after its time."""
import asyncio

log = []


async def work():
    pass


async def main():
    group = asyncio.TaskGroup()
    coro = work()
    try:
        group.create_task(coro)
    except RuntimeError as e:
        log.append(str(e)[-20:])
    coro.close()
    async with group:
        try:
            async with group:
                pass
        except RuntimeError as e:
            log.append(str(e)[-24:])
    coro = work()
    try:
        group.create_task(coro)
    except RuntimeError as e:
        log.append(str(e)[-12:])
    coro.close()


asyncio.run(main())
