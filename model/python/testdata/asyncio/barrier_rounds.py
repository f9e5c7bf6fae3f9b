"""Two rounds of a barrier for two."""
import asyncio

log = []


async def party(name, barrier):
    for n in range(2):
        async with barrier as place:
            log.append([n, place])


async def main():
    barrier = asyncio.Barrier(2)
    await asyncio.gather(party("a", barrier), party("b", barrier))
    log.append([barrier.n_waiting, barrier.parties, barrier.broken])


asyncio.run(main())
