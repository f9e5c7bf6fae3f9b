"""Cancelling tasks that wait for each other in a circle has no end."""
import asyncio

log = []


async def wait_for(other):
    await asyncio.gather(tasks[other], asyncio.sleep(0))


async def main():
    global tasks
    tasks = {name: asyncio.create_task(wait_for(other)) for name, other in (("a", "b"), ("b", "a"))}
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    try:
        tasks["a"].cancel()
    except RecursionError:
        log.append("no end")
    log.append((tasks["a"].done(), tasks["b"].done()))


asyncio.run(main())
