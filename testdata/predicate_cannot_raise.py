"""The predicate answers whatever it finds, and all are told of what is news to all.
Mends predicate_raises.py.
"""
# want holds
import asyncio

replies = {}
got = []


async def client(cond, name):
    async with cond:
        await cond.wait_for(lambda: replies.get(name, "gone") != "pending")
        if name in replies:
            got.append(name)


async def main():
    cond = asyncio.Condition()
    replies.update(a="pending", b="pending")
    clients = [asyncio.create_task(client(cond, name)) for name in ("a", "b")]
    await asyncio.sleep(0)
    async with cond:
        del replies["a"]
        replies["b"] = "ready"
        cond.notify_all()
    await asyncio.gather(*clients)


def finally_b_got_it():
    return got == ["b"]


if __name__ == "__main__":
    asyncio.run(main())
