"""A predicate that raises takes the notification with it: the wait has returned,
so that no version passes it on, and the other waiter sleeps on.
"""
import asyncio

replies = {}
got = []


async def client(cond, name):
    async with cond:
        try:
            await cond.wait_for(lambda: replies[name] == "ready")  # want deadlock "^(consumed by the wrong waiter|predicate true but asleep)"
        except KeyError:
            return
        got.append(name)


async def main():
    cond = asyncio.Condition()
    replies.update(a="pending", b="pending")
    clients = [asyncio.create_task(client(cond, name)) for name in ("a", "b")]
    await asyncio.sleep(0)
    async with cond:
        del replies["a"]
        replies["b"] = "ready"
        cond.notify()
    await asyncio.gather(*clients)


if __name__ == "__main__":
    asyncio.run(main())
