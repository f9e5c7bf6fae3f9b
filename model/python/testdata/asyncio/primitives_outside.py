"""Primitives made outside of a running loop: 3.8 and 3.9 bind them at once."""
import asyncio

log = []
lock = asyncio.Lock()
queue = asyncio.Queue()


async def work(n):
    async with lock:
        log.append(n)
        await asyncio.sleep(0)


async def main():
    await asyncio.gather(work(1), work(2))
    asyncio.get_running_loop().call_later(1, queue.put_nowait, "item")
    log.append(await queue.get())


try:
    asyncio.run(main())
except RuntimeError as e:
    log.append("different loop" in str(e))
lock = queue = None
