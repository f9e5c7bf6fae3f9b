"""wait_for of a condition, within wait_for of asyncio, by two at once."""
import asyncio

log = []
turn = 0


async def waiter(cond, mine):
    global turn
    async with cond:
        try:
            value = await asyncio.wait_for(cond.wait_for(lambda: turn == mine and [mine]), 1)
            log.append(value)
        except asyncio.TimeoutError:
            log.append(["late", mine, turn])
        turn += 1
        cond.notify_all()


async def main():
    cond = asyncio.Condition()
    await asyncio.gather(waiter(cond, 1), waiter(cond, 0))


asyncio.run(main())
