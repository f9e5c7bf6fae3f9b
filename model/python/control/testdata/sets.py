"""A set of tasks is iterated in any order, one asking at a time; other sets are not asked about."""
# schedule: fifo
import asyncio

log = []
numbers = [n for n in {3, 1, 2}]


async def worker(name):
    return name


async def main():
    tasks = {asyncio.ensure_future(worker(name)) for name in "abc"}
    done, pending = await asyncio.wait(tasks)
    log.append(len(done | pending))
    for t in done:
        log.append(t.result())
        if t.result() == "b":
            break
    log.append(done.pop().result() if len(done) > 3 else isinstance(done, set))


asyncio.run(main())
