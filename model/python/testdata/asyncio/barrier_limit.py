"""A barrier for three with one that does not come in time."""
import asyncio

log = []


async def party(n, barrier):
    try:
        await asyncio.wait_for(barrier.wait(), 1)
        log.append(n)
    except asyncio.TimeoutError:
        log.append("timeout")
        await barrier.abort()
    except asyncio.BrokenBarrierError:
        log.append("broken")


async def main():
    barrier = asyncio.Barrier(2)
    a = asyncio.create_task(party(0, barrier))
    await asyncio.sleep(1)
    await asyncio.gather(a, party(1, barrier))


asyncio.run(main())
