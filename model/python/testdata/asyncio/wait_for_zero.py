"""wait_for with no time: what is done is given, what is not is cancelled."""
import asyncio

log = []


async def work(r):
    log.append("ran")
    return r


async def stubborn():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        return "anyway"


async def main():
    done = asyncio.get_running_loop().create_future()
    done.set_result(1)
    log.append(await asyncio.wait_for(done, 0))
    try:
        log.append(await asyncio.wait_for(work(2), 0))
    except asyncio.TimeoutError:
        log.append("timeout")
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    try:
        log.append(await asyncio.wait_for(task, -1))
    except asyncio.TimeoutError:
        log.append("timeout")
    log.append(await asyncio.wait_for(work(3), None))


asyncio.run(main())
