"""shield() around cond.wait() does not shield the lock: when the time is up the
caller goes on without it, and its own `async with` gives back what it has not.
"""
# want uncaught-exception schedule=any python=3.10,3.13 "RuntimeError"
import asyncio


async def main():
    cond = asyncio.Condition()
    async with cond:  # want uncaught-exception python=3.10,3.13 "RuntimeError"
        try:
            await asyncio.wait_for(asyncio.shield(cond.wait()), 1)
        except asyncio.TimeoutError:
            pass


if __name__ == "__main__":
    asyncio.run(main())
