"""A task that nobody awaits: its exception is seen by nobody."""
import asyncio

saved = []


async def save(record):
    await asyncio.sleep(0)
    if record == "bad":
        raise ValueError(record)  # want uncaught-exception "ValueError"
    saved.append(record)


async def main():
    for record in ("good", "bad"):
        asyncio.create_task(save(record))
    await asyncio.sleep(1)


if __name__ == "__main__":
    asyncio.run(main())
