"""Queue.join waits for a task_done() for every item, also for those that
failed.
"""
# want holds
import asyncio

handled = []
errors = []


async def handle(item):
    await asyncio.sleep(0)
    if item == 1:
        raise ValueError(item)
    handled.append(item)


async def worker(queue):
    while True:
        item = await queue.get()
        try:
            await handle(item)
        except ValueError:
            errors.append(item)
        finally:
            queue.task_done()


async def main():
    queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(queue)) for _ in range(2)]
    for item in range(3):
        queue.put_nowait(item)
    await queue.join()
    for task in workers:
        task.cancel()
    await asyncio.gather(*workers, return_exceptions=True)


def finally_all_done():
    return sorted(handled) == [0, 2] and errors == [1]


if __name__ == "__main__":
    asyncio.run(main())
