"""wait of coroutines: tasks are made of them up to 3.10, it is an error later."""
import asyncio

log = []


async def work(n):
    log.append(n)
    return n


async def main():
    coros = [work(1), work(2)]
    try:
        done, pending = await asyncio.wait(coros)
        log.append(sorted(d.result() for d in done))
    except TypeError as e:
        log.append(str(e))
    for wrong in (coros[0], []):
        try:
            await asyncio.wait(wrong)
        except (TypeError, ValueError) as e:
            log.append(str(e))
    try:
        await asyncio.wait([asyncio.create_task(work(3))], return_when="SOME")
    except ValueError as e:
        log.append(str(e))


asyncio.run(main())
