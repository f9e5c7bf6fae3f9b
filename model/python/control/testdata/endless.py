"""An endless loop meets a limit, and the enumeration is not complete."""
# schedule: fifo
# max_handles: 50
import asyncio

turns = 0


async def main():
    global turns
    while turns < 1000000:
        turns += 1
        await asyncio.sleep(0)


asyncio.run(main())
