"""With an eager factory, what run does at the end is not eager: no loop runs."""
import asyncio

log = []


async def work(event):
    asyncio.get_running_loop().call_soon(log.append, "soon")
    await event.wait()
    log.append("woken")


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    event = asyncio.Event()
    asyncio.create_task(work(event))
    event.set()


asyncio.run(main())
