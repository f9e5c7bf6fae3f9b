"""Draws in tasks, and comparisons of a random float."""
import asyncio
import random
from random import choice, randint
log = []
async def worker(name):
    n = random.choice([1, 2])
    await asyncio.sleep(0)
    if random.random() < 0.3:
        log.append(name + str(n))
    else:
        log.append(name)
async def main():
    await asyncio.gather(worker("a"), worker("b"))
    log.append(choice("xy"))
    log.append(randint(5, 6))
asyncio.run(main())
