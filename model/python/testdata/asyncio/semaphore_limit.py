"""A semaphore lets two in; one of those who wait is cancelled."""
import asyncio

log = []
inside = 0
most = 0


async def work(n, sem):
    global inside, most
    async with sem:
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0)
        inside -= 1
        log.append(n)


async def main():
    sem = asyncio.Semaphore(1)
    tasks = [asyncio.create_task(work(n, sem)) for n in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.wait(tasks)
    log.append(sem.locked())


asyncio.run(main())
