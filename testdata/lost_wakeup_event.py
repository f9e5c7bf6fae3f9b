"""An Event that is set and cleared at once is no Condition.

Who waits at that moment is woken; who comes a little later has missed it,
whatever the shared state says.
"""
import asyncio

ready = False


async def waiter(event):
    while not ready:
        await asyncio.sleep(0)  # look at something else first
        await event.wait()  # want deadlock "^notify before wait"


async def signaller(event):
    global ready
    ready = True
    event.set()
    event.clear()


async def main():
    event = asyncio.Event()
    await asyncio.gather(waiter(event), signaller(event))


if __name__ == "__main__":
    asyncio.run(main())
