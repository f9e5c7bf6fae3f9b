"""A barrier is aborted while parties drain, reset while one waits, and one is late (3.11)."""
import asyncio

log = []


async def party(barrier, name):
    try:
        async with barrier as position:
            log.append([name, position])
            await asyncio.sleep(0)
        position = await barrier.wait()
        log.append([name, "again", position])
    except asyncio.BrokenBarrierError:
        log.append([name, "broken", barrier.broken, barrier.n_waiting])


async def main():
    barrier = asyncio.Barrier(2)
    tasks = [asyncio.create_task(party(barrier, name)) for name in "ab"]
    await asyncio.sleep(1)
    await barrier.abort()
    await asyncio.gather(*tasks)
    await barrier.reset()
    log.append(barrier.broken)


asyncio.run(main())
