"""A client of a mail server: its connection has a state, and each part of the
program waits for the state it needs, all through one Condition and wait_for.
"""
# want holds
import asyncio

log = []


class Client:
    def __init__(self):
        self.state = "not connected"
        self.changed = asyncio.Condition()

    async def become(self, state):
        async with self.changed:
            self.state = state
            self.changed.notify_all()

    async def when(self, *states):
        async with self.changed:
            await self.changed.wait_for(lambda: self.state in states)


async def connection(client):
    await client.become("authenticated")
    await client.when("selected")
    log.append("mailbox is open")
    await client.become("logout")


async def reader(client):
    await client.when("authenticated")
    log.append("select the mailbox")
    await client.become("selected")


async def closer(client):
    await client.when("selected", "logout")
    log.append("close")


async def main():
    client = Client()
    tasks = [asyncio.create_task(reader(client)), asyncio.create_task(connection(client))]
    await client.when("authenticated", "selected", "logout")
    tasks.append(asyncio.create_task(closer(client)))
    await asyncio.gather(*tasks)


def finally_all_said():
    return len(log) == 3


if __name__ == "__main__":
    asyncio.run(main())
