"""FIRST_EXCEPTION: an exception ends the wait, a cancellation does not."""
import asyncio

log = []


async def work(n):
    await asyncio.sleep(0)
    if n == 1:
        raise ValueError(n)
    if n == 2:
        await asyncio.sleep(1)
    return n


async def main():
    tasks = [asyncio.create_task(work(n)) for n in range(3)]
    tasks[0].cancel()
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    log.append([len(done), len(pending), tasks[2] in pending])


asyncio.run(main())
