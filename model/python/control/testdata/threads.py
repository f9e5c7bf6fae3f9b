"""Threads and sockets are not controlled: the execution says so and stops."""
# schedule: fifo
import asyncio

state = "start"


async def main():
    global state
    state = "before"
    try:
        await asyncio.get_event_loop().run_in_executor(None, print)
    finally:
        state = "after"


asyncio.run(main())
