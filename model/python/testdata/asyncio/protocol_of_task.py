"""What tasks and futures say of themselves."""
import asyncio

log = []


async def work():
    await asyncio.sleep(0)


async def main():
    t = asyncio.create_task(work())
    t.set_name("worker")
    log.append([t.get_name(), t.done(), t.cancelled(), asyncio.isfuture(t), asyncio.iscoroutine(t)])
    log.append(t.get_loop() is asyncio.get_running_loop())
    c = work()
    log.append([asyncio.iscoroutine(c), asyncio.iscoroutinefunction(work), asyncio.isfuture(c)])
    c.close()
    log.append(asyncio.current_task().get_name())
    await t
    log.append([t.result(), t.exception()])
    log.append([isinstance(t, asyncio.Task), isinstance(t, asyncio.Future)])


asyncio.run(main())
