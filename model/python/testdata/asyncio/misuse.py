"""Wrong use, and what it gives."""
import asyncio

log = []


async def work():
    await asyncio.sleep(0)


async def main():
    t = asyncio.create_task(work())
    for f in (lambda: t.result(), lambda: t.exception(), lambda: t.set_result(1), lambda: asyncio.create_task(3),
              lambda: asyncio.get_running_loop().call_soon(work())):
        try:
            f()
        except Exception as e:
            log.append(type(e).__name__)
    await t
    c = work()
    await c
    try:
        await c
    except RuntimeError as e:
        log.append(str(e))

    async def me():
        await asyncio.current_task()

    try:
        await asyncio.create_task(me())
    except RuntimeError as e:
        log.append(str(e)[:28])
    try:
        await 3
    except TypeError as e:
        log.append(type(e).__name__)


asyncio.run(main())
