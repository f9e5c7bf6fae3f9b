"""Callbacks of a future run in order, in an iteration of their own."""
import asyncio

log = []


def note(what):
    def callback(future):
        log.append(what)
    return callback


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    first, second = note("first"), note("second")
    future.add_done_callback(first)
    future.add_done_callback(second)
    future.add_done_callback(first)
    log.append(future.remove_done_callback(second))
    loop.call_soon(log.append, "soon")
    future.set_result(None)
    log.append("set")
    await asyncio.sleep(0)
    future.add_done_callback(second)
    handle = loop.call_soon(log.append, "never")
    handle.cancel()
    log.append(handle.cancelled())
    await asyncio.sleep(0)


asyncio.run(main())
