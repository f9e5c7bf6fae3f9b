"""What is sheltered fails or is cancelled itself; or is done already."""
import asyncio

log = []


async def failing():
    await asyncio.sleep(0)
    raise ValueError


async def main():
    try:
        await asyncio.shield(failing())
    except ValueError:
        log.append("failed")
    task = asyncio.ensure_future(asyncio.sleep(1))
    outer = asyncio.shield(task)
    await asyncio.sleep(0)
    task.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        log.append([outer.cancelled(), task.cancelled()])
    done = asyncio.get_running_loop().create_future()
    done.set_result(3)
    log.append(asyncio.shield(done) is done)


asyncio.run(main())
