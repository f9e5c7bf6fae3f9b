"""The names by other ways."""
import asyncio.locks
import asyncio.queues as q
from asyncio import Queue as Q, QueueEmpty, create_task, gather as together, run, sleep
from asyncio.exceptions import CancelledError
from asyncio.locks import Lock
from asyncio.tasks import FIRST_COMPLETED, wait

log = []


async def work():
    try:
        await sleep(1)
    except CancelledError:
        log.append("cancelled")
        raise


async def main():
    t = create_task(work())
    await sleep(0)
    t.cancel()
    await wait([t], return_when=FIRST_COMPLETED)
    try:
        Q().get_nowait()
    except QueueEmpty:
        log.append("empty")
    log.append([q.Queue is Q, asyncio.locks.Lock is Lock, asyncio.Lock is Lock])
    log.append(await together(sleep(0, 1), sleep(0, 2)))


run(main())
