"""acquire with a limit: no permit is lost, or is it."""
import asyncio

log = []


async def work(sem):
    try:
        await asyncio.wait_for(sem.acquire(), 1)
    except asyncio.TimeoutError:
        log.append("timeout")
        return
    log.append("acquired")
    sem.release()


async def main():
    sem = asyncio.Semaphore(1)
    await sem.acquire()
    t = asyncio.create_task(work(sem))
    await asyncio.sleep(1)
    sem.release()
    await t
    for _ in range(3):
        await asyncio.sleep(0)
    log.append(sem.locked())


asyncio.run(main())
