"""all_tasks is a set: any order."""
import asyncio

order = []


async def work():
    await asyncio.sleep(1)


async def main():
    tasks = [asyncio.create_task(work(), name="t%d" % n) for n in range(2)]
    await asyncio.sleep(0)
    everything = asyncio.all_tasks()
    order.append([type(everything).__name__, len(everything), asyncio.current_task() in everything])
    for t in everything - {asyncio.current_task()}:
        order.append(t.get_name())
        t.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    order.append(len(asyncio.all_tasks()))


asyncio.run(main())
