"""wait_for of a plain future that somebody else resolves."""
import asyncio

log = []


async def setter(future):
    await asyncio.sleep(1)
    if not future.done():
        future.set_result("set")
    else:
        log.append("too late")


async def main():
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(setter(future))
    try:
        log.append(await asyncio.wait_for(future, 1))
    except asyncio.TimeoutError:
        log.append(("timeout", future.cancelled()))
    await task


asyncio.run(main())
