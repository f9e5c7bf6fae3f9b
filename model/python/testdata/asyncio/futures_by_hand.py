"""A future set, failed and cancelled by hand."""
import asyncio

log = []


async def main():
    loop = asyncio.get_running_loop()
    a, b, c = loop.create_future(), asyncio.Future(), loop.create_future()
    try:
        a.result()
    except asyncio.InvalidStateError as e:
        log.append(type(e).__name__)
    a.set_result(1)
    b.set_exception(KeyError("k"))
    log.append(c.cancel())
    log.append(c.cancel())
    log.append(await a)
    try:
        await b
    except KeyError as e:
        log.append(e.args)
    try:
        await c
    except asyncio.CancelledError:
        log.append("cancelled")
    try:
        a.set_result(2)
    except asyncio.InvalidStateError:
        log.append("done already")
    log.append([a.done(), b.cancelled(), c.cancelled(), type(b.exception()).__name__])


asyncio.run(main())
