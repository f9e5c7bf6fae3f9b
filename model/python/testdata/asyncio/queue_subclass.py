"""A queue of a program's own."""
import asyncio

got = []


class Unique(asyncio.Queue):
    def _init(self, maxsize):
        self._items = {}
        self._queue = self._items

    def _put(self, item):
        self._items[item] = True

    def _get(self):
        return self._items.popitem()[0]


async def main():
    queue = Unique(maxsize=2)
    for i in (1, 1, 2):
        await queue.put(i)
    got.append(queue.full())
    while not queue.empty():
        got.append(await queue.get())


asyncio.run(main())
