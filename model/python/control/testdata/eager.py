"""An eager task runs inside its maker up to its first wait."""
# python: 3.12
# schedule: fifo
import asyncio
import time

log = []


async def inner(n):
    log.append([n, asyncio.current_task().get_name(), int(time.monotonic())])
    time.sleep(n)
    await asyncio.sleep(0)
    log.append([n, int(time.monotonic())])


async def outer():
    tasks = [asyncio.create_task(inner(n)) for n in (1, 2)]
    await asyncio.gather(*tasks)


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    time.sleep(5)
    await asyncio.create_task(outer())


asyncio.run(main())
