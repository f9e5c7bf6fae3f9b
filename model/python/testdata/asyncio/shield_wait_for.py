"""wait_for around shield: the time runs out, the work goes on."""
import asyncio

log = []


async def work():
    await asyncio.sleep(1)
    log.append("worked")
    return 1


async def main():
    task = asyncio.create_task(work())
    try:
        log.append(await asyncio.wait_for(asyncio.shield(task), 1))
    except asyncio.TimeoutError:
        log.append("timeout")
    log.append(await task)


asyncio.run(main())
