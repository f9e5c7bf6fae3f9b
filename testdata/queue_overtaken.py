"""An item is put for one who waits, and taken by one who has just come: the waiter
that was woken for it queues again, at the end. Who came first is served last.
"""
import asyncio

order = []


async def getter(queue, name):
    await queue.get()
    order.append(name)


async def main():
    queue = asyncio.Queue()
    getters = [asyncio.create_task(getter(queue, name)) for name in "AB"]
    await asyncio.sleep(0)
    queue.put_nowait(1)  # wakes A
    queue.get_nowait()  # but is gone when A runs
    order.append("C")
    await asyncio.sleep(0)
    queue.put_nowait(2)
    queue.put_nowait(3)
    await asyncio.gather(*getters)


def finally_first_come_first_served():  # want finally "first_come_first_served"
    return order.index("A") < order.index("B")


if __name__ == "__main__":
    asyncio.run(main())
