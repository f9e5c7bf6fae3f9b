"""The loop as programs used it before asyncio.run."""
import asyncio

log = []


async def work(n):
    await asyncio.sleep(0)
    log.append(n)
    return n


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
t = loop.create_task(work(1))
log.append(loop.run_until_complete(work(2)))
log.append(t.done())
loop.call_soon(loop.stop)
loop.run_forever()
log.append([loop.is_running(), loop.is_closed()])
log.append(loop.run_until_complete(asyncio.gather(t, loop.create_task(work(3)))))
loop.close()
log.append(loop.is_closed())
coro = work(4)
try:
    loop.run_until_complete(coro)
except RuntimeError as e:
    log.append(str(e))
coro.close()
t = loop = None
