"""SystemExit ends the run; what is left is still cancelled and waited for."""
# schedule: fifo
import asyncio
import sys

log = []


async def leaver():
    sys.exit(3)


async def main():
    asyncio.ensure_future(leaver())
    try:
        await asyncio.Event().wait()
    finally:
        log.append("main")


asyncio.run(main())
