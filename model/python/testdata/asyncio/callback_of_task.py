"""Callbacks of a task: its own end, what it adds, and one that raises."""
import asyncio

log = []


def ended(task):
    log.append(["ended", task.cancelled()])
    task.add_done_callback(lambda t: log.append("added late"))
    raise ValueError("reported only")


async def work():
    await asyncio.sleep(0)


async def main():
    t = asyncio.create_task(work())
    t.add_done_callback(ended)
    await t
    log.append("main")
    await asyncio.sleep(0)
    await asyncio.sleep(0)


asyncio.run(main())
