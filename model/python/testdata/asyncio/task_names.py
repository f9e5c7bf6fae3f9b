"""Numbers of names are spent by tasks that are made without a name."""
import asyncio

names = []


async def work():
    names.append(asyncio.current_task().get_name())


async def main():
    await asyncio.create_task(work(), name="given")
    await asyncio.create_task(work())
    t = asyncio.create_task(work())
    t.set_name("set")
    await t
    await asyncio.gather(work())
    names.append(t.get_name())


asyncio.run(main())
