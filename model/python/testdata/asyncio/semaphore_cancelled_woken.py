"""A task that was woken for a permit is cancelled before it runs."""
import asyncio

log = []


async def work(n, sem):
    try:
        await sem.acquire()
        log.append(n)
    except asyncio.CancelledError:
        log.append("cancelled %d" % n)


async def main():
    sem = asyncio.Semaphore(0)
    tasks = [asyncio.create_task(work(n, sem)) for n in range(2)]
    await asyncio.sleep(0)
    sem.release()
    tasks[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    log.append(sem.locked())
    tasks[1].cancel()
    await asyncio.wait(tasks)


asyncio.run(main())
