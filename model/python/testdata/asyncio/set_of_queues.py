"""Objects in a set come in any order."""
import asyncio


class Channel:
    def __init__(self):
        self.queues = set()
        self.log = []

    async def subscribe(self, name):
        queue = asyncio.Queue()
        self.queues.add(queue)
        try:
            while (message := await queue.get()) is not None:
                self.log.append((name, message))
        finally:
            self.queues.discard(queue)

    def publish(self, message):
        for i, queue in enumerate(list(self.queues)):
            queue.put_nowait(message and message + i)


channel = Channel()
log = channel.log


async def main():
    tasks = [asyncio.create_task(channel.subscribe(i)) for i in range(2)]
    await asyncio.sleep(0)
    channel.publish(10)
    channel.publish(None)
    await asyncio.gather(*tasks)


asyncio.run(main())
