"""A primitive is used in two loops: from 3.10 on it belongs to the first that blocked on it."""
import asyncio

log = []
event = None


async def waits():
    asyncio.get_running_loop().call_soon(event.set)
    await event.wait()
    event.clear()
    log.append("waited")


async def make():
    global event
    event = asyncio.Event()
    if event.is_set():
        await event.wait()


asyncio.run(make())
for _ in range(2):
    try:
        asyncio.run(waits())
    except RuntimeError as e:
        log.append("different" in str(e))
event = None
