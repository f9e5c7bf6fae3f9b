"""Random delays."""
import asyncio, random
order = []
async def f(n):
    await asyncio.sleep(random.uniform(0.1, 0.5))
    order.append(n)
async def main():
    await asyncio.gather(f(1), f(2))
    await asyncio.sleep(random.random())
    if random.random() > 0.5 and random.randint(0, 1):
        order.append("x")
asyncio.run(main())
