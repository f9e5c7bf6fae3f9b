"""Each task has its clock; a callback has that of its timer, or of who made it."""
# schedule: fifo
import asyncio
import time

log = []


def note(text):
    log.append("%s %g" % (text, time.monotonic()))


async def worker():
    note("worker starts")
    await asyncio.sleep(10)
    note("worker slept")


async def main():
    loop = asyncio.get_event_loop()
    time.sleep(1)
    task = asyncio.ensure_future(worker())
    time.sleep(1)
    loop.call_soon(note, "callback")
    loop.call_later(3, note, "timer")
    await task
    note("main")
    note("main still")


time.sleep(0.5)
note("module")
asyncio.run(main())
