"""A container whose repr is written in Python is there before the first step."""
import asyncio
from collections import Counter

seen = Counter(first=1)


async def main():
    seen["second"] += 1
    await asyncio.get_running_loop().create_future()


asyncio.run(main())
