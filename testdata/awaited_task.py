"""forgotten_task.py mended: every task is awaited, and every exception seen."""
# want holds
import asyncio

saved = []
errors = []


async def save(record):
    await asyncio.sleep(0)
    if record == "bad":
        raise ValueError(record)
    saved.append(record)


async def main():
    tasks = [asyncio.create_task(save(record)) for record in ("good", "bad")]
    for task in tasks:
        try:
            await task
        except ValueError as error:
            errors.append(str(error))


def finally_nothing_forgotten():
    return saved == ["good"] and errors == ["bad"]


if __name__ == "__main__":
    asyncio.run(main())
