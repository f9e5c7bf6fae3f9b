"""An exception in a callback goes to the loop's handler and stops nothing."""
import asyncio

log = []


def bad():
    raise ValueError("bad")


def handler(loop, context):
    log.append([sorted(k for k in context if k in ("message", "exception")), type(context["exception"]).__name__])


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(bad)
    await asyncio.sleep(0)
    loop.set_exception_handler(handler)
    loop.call_soon(bad)
    await asyncio.sleep(0)
    log.append("goes on")
    loop.set_exception_handler(None)


asyncio.run(main())
