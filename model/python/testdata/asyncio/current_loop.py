"""get_event_loop with and without a loop, in each version."""
import asyncio

log = []


async def main():
    log.append(asyncio.get_event_loop() is asyncio.get_running_loop())
    try:
        asyncio.get_running_loop().run_until_complete(asyncio.sleep(0))
    except RuntimeError as e:
        log.append(str(e))


loop = asyncio.get_event_loop()
log.append(loop.is_running())
loop.run_until_complete(main())
log.append(asyncio.get_event_loop() is loop)
loop.close()
asyncio.run(main())
try:
    asyncio.get_event_loop()
except RuntimeError as e:
    log.append(str(e))
loop = None
