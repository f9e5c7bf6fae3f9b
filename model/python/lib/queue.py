"""Queues that threads share. What a call does, it does at one moment: see
threading."""

import threading
from collections import deque
from heapq import heappop, heappush


class Empty(Exception):
    """There is no item."""


class Full(Exception):
    """There is no room."""


if _minor >= 13:

    class ShutDown(Exception):
        """The queue has been shut down."""


class Queue:
    """A queue, of at most maxsize items if that is positive.

    _room is true while another item may be put, _idle while no item is
    unfinished.
    """

    is_shutdown = False

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        self.unfinished_tasks = 0
        self._settle()

    def _settle(self):
        self._room = not 0 < self.maxsize <= len(self.queue)
        self._idle = self.unfinished_tasks == 0

    # What the kinds of queue differ in.

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    @property
    def mutex(self):
        threading._refuse("queue-inside", "the lock inside of a queue is not modelled", "use a lock of your own")

    not_empty = not_full = all_tasks_done = mutex

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        for name in ("_init", "_qsize", "_put", "_get"):
            if cls.__module__ == "__main__" and name in cls.__dict__ and cls.__name__ not in ("LifoQueue", "PriorityQueue"):
                threading._refuse("queue-inside", f"a queue that has another {name} is not modelled", "hold a queue, or a lock and a list, in a class of your own")

    if _minor >= 9:

        def __class_getitem__(cls, item):
            return cls

    def qsize(self):
        threading._look()
        return len(self.queue)

    def empty(self):
        threading._look()
        return not self.queue

    def full(self):
        threading._look()
        return not self._room

    def put(self, item, block=True, timeout=None):
        if not block:
            timeout = 0
        elif timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        there = threading._until(self, timeout, "room in queue", "_room", "is_shutdown")
        if self.is_shutdown:
            raise ShutDown
        if not there:
            raise Full
        self._put(item)
        self.unfinished_tasks += 1
        self._settle()

    def get(self, block=True, timeout=None):
        if not block:
            timeout = 0
        elif timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        there = threading._until(self, timeout, "an item in queue", "queue", "is_shutdown")
        if not self.queue:
            if self.is_shutdown:
                raise ShutDown
            raise Empty
        item = self._get()
        self._settle()
        return item

    def put_nowait(self, item):
        return self.put(item, block=False)

    def get_nowait(self):
        return self.get(block=False)

    def task_done(self):
        threading._look()
        if self.unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self.unfinished_tasks -= 1
        self._settle()

    def join(self):
        threading._until(self, None, "the tasks of queue", "_idle")

    if _minor >= 13:

        def shutdown(self, immediate=False):
            threading._look()
            self.is_shutdown = True
            if immediate:
                while self.queue:
                    self._get()
                    if self.unfinished_tasks > 0:
                        self.unfinished_tasks -= 1
            self._settle()


class LifoQueue(Queue):
    """A queue that gives the newest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()


class PriorityQueue(Queue):
    """A queue that gives the smallest item first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class SimpleQueue:
    """A queue without bounds and without tasks."""

    def __init__(self):
        self._items = deque()

    if _minor >= 9:

        def __class_getitem__(cls, item):
            return cls

    def put(self, item, block=True, timeout=None):
        threading._look()
        self._items.append(item)

    def put_nowait(self, item):
        self.put(item)

    def get(self, block=True, timeout=None):
        if not block:
            timeout = 0
        elif timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        threading._until(self, timeout, "an item in queue", "_items")
        if not self._items:
            raise Empty
        return self._items.popleft()

    def get_nowait(self):
        return self.get(block=False)

    def qsize(self):
        threading._look()
        return len(self._items)

    def empty(self):
        threading._look()
        return not self._items
