"""wait with a timeout leaves what has not ended alone."""
import asyncio

log = []


async def work(n):
    await asyncio.sleep(n)
    log.append(n)


async def main():
    tasks = {asyncio.create_task(work(n)) for n in (1, 2)}
    done, pending = await asyncio.wait(tasks, timeout=1.5)
    log.append((len(done), len(pending)))
    if pending:
        done, pending = await asyncio.wait(pending, return_when="ALL_COMPLETED")
        log.append((len(done), len(pending)))


asyncio.run(main())
