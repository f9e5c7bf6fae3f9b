"""Runner: several runs on one loop (3.11)."""
import asyncio

log = []
task = None


async def left():
    try:
        await asyncio.sleep(1)
        log.append("left slept")
    except asyncio.CancelledError:
        log.append("left cancelled")
        raise


async def first():
    global task
    task = asyncio.create_task(left())
    await asyncio.sleep(0)
    return 1


async def second():
    await asyncio.sleep(1)
    return 2


with asyncio.Runner() as runner:
    log.append(runner.run(first()))
    log.append(runner.run(second()))
    log.append(runner.get_loop().is_running())
log.append(task.cancelled())
task = None
try:
    runner.get_loop()
except RuntimeError as e:
    log.append(str(e))
