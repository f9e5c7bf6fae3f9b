"""How many tasks a TaskGroup still has is seen: one that has ended counts until its
callback has run.
"""
import asyncio

seen = []
ended = 0


async def work():
    global ended
    await asyncio.sleep(0)
    ended += 1


async def look(group):
    await asyncio.sleep(0)
    seen.append((ended, repr(group)))


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(work())
        group.create_task(work())
        group.create_task(look(group))


asyncio.run(main())
