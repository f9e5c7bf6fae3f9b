"""wait returns at the first that ends; the results are sets."""
import asyncio

log = []


async def work(n):
    await asyncio.sleep(n)
    log.append(n)
    return n


async def main():
    tasks = [asyncio.create_task(work(n)) for n in (1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    log.append(sorted(t.result() for t in done))
    for t in pending:
        t.cancel()


asyncio.run(main())
