"""An asyncio program has no list of threads, whatever numbers it begins with."""
import asyncio

seen = []


async def main():
    n, name, ratio = 1234567, "b", 3.5
    seen.append(f"{n:,}")
    seen.append(sorted([name]))
    try:
        await 3
    except TypeError as e:
        seen.append(str(e))


asyncio.run(main())
