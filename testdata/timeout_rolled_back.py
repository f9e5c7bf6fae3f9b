"""timeout_half_done.py mended: what was begun is undone when it is cut short."""
# want holds
import asyncio

accounts = {"a": 10, "b": 0}


async def transfer(amount):
    accounts["a"] -= amount
    try:
        await asyncio.sleep(1)  # tell the bank
    except BaseException:
        accounts["a"] += amount
        raise
    accounts["b"] += amount


async def main():
    try:
        await asyncio.wait_for(transfer(5), timeout=2)
    except asyncio.TimeoutError:
        print("too slow")


def finally_nothing_is_lost():
    return accounts["a"] + accounts["b"] == 10


if __name__ == "__main__":
    asyncio.run(main())
