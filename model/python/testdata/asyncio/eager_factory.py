"""A task factory of a program's own."""
import asyncio

log = []


async def work():
    log.append(asyncio.current_task().get_name())
    await asyncio.sleep(0)


def factory(loop, coro, **kwargs):
    log.append(sorted(k for k in kwargs if kwargs[k] is not None))
    kwargs.pop("name", None)
    return asyncio.Task(coro, loop=loop)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(factory)
    t = asyncio.create_task(work(), name="given")
    await t
    log.append(t.get_name())


asyncio.run(main())
