"""The loop is stopped before what it runs for is done."""
import asyncio

log = []


async def work():
    asyncio.get_running_loop().stop()
    log.append("stopped")
    await asyncio.sleep(0)
    log.append("one more")
    await asyncio.sleep(0)
    log.append("and more")


loop = asyncio.new_event_loop()
try:
    loop.run_until_complete(work())
except RuntimeError as e:
    log.append(str(e))
loop.close()
loop = None
