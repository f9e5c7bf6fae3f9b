"""loop.time and timeouts made from it."""
import asyncio

log = []


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    await asyncio.sleep(1)
    log.append(loop.time() - start >= 1)
    try:
        await asyncio.wait_for(asyncio.sleep(5), start + 2 - loop.time())
        log.append("slept")
    except asyncio.TimeoutError:
        log.append("timeout")
    t = loop.call_at(start + 9, log.append, "never")
    log.append(t.when() - start == 9)
    t.cancel()


asyncio.run(main())
