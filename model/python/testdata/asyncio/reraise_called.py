"""A bare raise in what an except block calls, after it has waited."""
import asyncio
log = []
def g(): raise
async def h(): raise
async def main():
    try:
        try: raise ValueError("a")
        except ValueError:
            await asyncio.sleep(0)
            g()
    except Exception as e: log.append(repr(e))
    try:
        try: raise KeyError("k")
        except KeyError:
            await asyncio.sleep(0)
            await h()
    except Exception as e: log.append(repr(e))
    try:
        try: raise KeyError("k")
        except KeyError:
            await asyncio.create_task(h())
    except Exception as e: log.append(repr(e))
asyncio.run(main())
