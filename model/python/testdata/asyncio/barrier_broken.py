"""A barrier is aborted, or reset, while a task waits."""
import asyncio

log = []


async def party(barrier):
    try:
        log.append(await barrier.wait())
    except asyncio.BrokenBarrierError as e:
        log.append(str(e))
    except asyncio.CancelledError:
        log.append("cancelled")


async def main():
    barrier = asyncio.Barrier(2)
    a = asyncio.create_task(party(barrier))
    await asyncio.sleep(0)
    await barrier.reset()
    await a
    b = asyncio.create_task(party(barrier))
    await asyncio.sleep(0)
    b.cancel()
    await b
    c = asyncio.create_task(party(barrier))
    await asyncio.sleep(0)
    await barrier.abort()
    await c
    await party(barrier)
    log.append(barrier.broken)
    try:
        asyncio.Barrier(0)
    except ValueError as e:
        log.append(str(e))


asyncio.run(main())
