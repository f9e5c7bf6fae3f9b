"""A client whose parts wait for different states through one Condition, with
notify() where notify_all() is needed: the one that is woken may be waiting for
another state, and goes back to sleep with the news.
"""
import asyncio

log = []


class Client:
    def __init__(self):
        self.state = "logout"
        self.changed = asyncio.Condition()

    async def become(self, state):
        async with self.changed:
            self.state = state
            self.changed.notify()

    async def when(self, state):
        async with self.changed:
            await self.changed.wait_for(lambda: self.state == state)  # want deadlock "^consumed by the wrong waiter"


async def watcher(client):
    await client.when("selected")
    log.append("new mail")


async def reader(client):
    await client.when("authenticated")
    log.append("select the mailbox")
    await client.become("selected")


async def main():
    client = Client()
    tasks = [asyncio.create_task(watcher(client)), asyncio.create_task(reader(client))]
    await asyncio.sleep(0)  # log in
    await client.become("authenticated")
    await asyncio.gather(*tasks)


if __name__ == "__main__":
    asyncio.run(main())
