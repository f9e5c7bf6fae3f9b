"""Who looks at the tasks of a group sees some that have ended, but of which the group
does not know yet."""
import asyncio

seen = None


async def work(lock):
    async with lock:
        pass


async def main():
    global seen
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work(lock)) for _ in range(2)]
        await asyncio.sleep(0)
        seen = [len(group._tasks), sum(task.done() for task in tasks)]


asyncio.run(main())
