"""queue_join.py with task_done() where an exception passes it by: join() waits
for ever.
"""
import asyncio

handled = []
errors = []


async def handle(item):
    await asyncio.sleep(0)
    if item == 1:
        raise ValueError(item)
    handled.append(item)


async def worker(queue):
    while not queue.empty():
        item = await queue.get()
        try:
            await handle(item)
            queue.task_done()
        except ValueError:
            errors.append(item)


async def main():
    queue = asyncio.Queue()
    for item in range(2):
        queue.put_nowait(item)
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    await queue.join()  # want deadlock "^never notified"
    await asyncio.gather(*workers)


if __name__ == "__main__":
    asyncio.run(main())
