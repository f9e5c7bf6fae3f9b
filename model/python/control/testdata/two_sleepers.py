"""Two tasks that each give way once."""
import asyncio

log = []


async def worker(name):
    log.append(name)
    await asyncio.sleep(0)
    log.append(name)


async def main():
    await asyncio.gather(worker("a"), worker("b"))


def finally_a_first():
    return log[0] == "a"


if __name__ == "__main__":
    asyncio.run(main())
