"""Queues that threads share.

What a call does, it does at one moment: see threading. Only a program that looks
inside, at the lock and the conditions of a queue, or that has a kind of its own,
gets queues that are made as CPython has them.
"""

import threading
from _collections import deque
from heapq import heappop, heappush


class Empty(Exception):
    """There is no item."""


class Full(Exception):
    """There is no room."""


if _minor >= 13:

    class ShutDown(Exception):
        """The queue has been shut down."""


class _Kind:
    """What the kinds of queue differ in, and what they have in common."""

    if _minor >= 13:
        is_shutdown = False

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def put_nowait(self, item):
        return self.put(item, block=False)

    def get_nowait(self):
        return self.get(block=False)

    if _minor >= 9:

        def __class_getitem__(cls, item):
            return cls


if threading._opens_queues():

    class Queue(_Kind):
        """A queue, of at most maxsize items if that is positive."""

        def __init__(self, maxsize=0):
            self.maxsize = maxsize
            self._init(maxsize)
            self.mutex = threading.Lock()
            self.not_empty = threading.Condition(self.mutex)
            self.not_full = threading.Condition(self.mutex)
            self.all_tasks_done = threading.Condition(self.mutex)
            self.unfinished_tasks = 0

        def task_done(self):
            with self.all_tasks_done:
                left = self.unfinished_tasks - 1
                if left < 0:
                    raise ValueError("task_done() called too many times")
                if left == 0:
                    self.all_tasks_done.notify_all()
                self.unfinished_tasks = left

        def join(self):
            with self.all_tasks_done:
                while self.unfinished_tasks:
                    self.all_tasks_done.wait()

        def qsize(self):
            with self.mutex:
                return self._qsize()

        def empty(self):
            with self.mutex:
                return not self._qsize()

        def full(self):
            with self.mutex:
                return 0 < self.maxsize <= self._qsize()

        def put(self, item, block=True, timeout=None):
            with self.not_full:
                if _minor >= 13 and self.is_shutdown:
                    raise ShutDown
                if self.maxsize > 0:
                    over = not block
                    if block and timeout is not None and timeout < 0:
                        raise ValueError("'timeout' must be a non-negative number")
                    while self._qsize() >= self.maxsize:
                        if over or timeout is not None and timeout <= 0:
                            raise Full
                        over = not self.not_full.wait(timeout)
                        if _minor >= 13 and self.is_shutdown:
                            raise ShutDown
                self._put(item)
                self.unfinished_tasks += 1
                self.not_empty.notify()

        def get(self, block=True, timeout=None):
            with self.not_empty:
                if _minor >= 13 and self.is_shutdown and not self._qsize():
                    raise ShutDown
                over = not block
                if block and timeout is not None and timeout < 0:
                    raise ValueError("'timeout' must be a non-negative number")
                while not self._qsize():
                    if over or timeout is not None and timeout <= 0:
                        raise Empty
                    over = not self.not_empty.wait(timeout)
                    if _minor >= 13 and self.is_shutdown and not self._qsize():
                        raise ShutDown
                item = self._get()
                self.not_full.notify()
                return item

        if _minor >= 13:

            def shutdown(self, immediate=False):
                with self.mutex:
                    self.is_shutdown = True
                    if immediate:
                        while self._qsize():
                            self._get()
                            if self.unfinished_tasks > 0:
                                self.unfinished_tasks -= 1
                        self.all_tasks_done.notify_all()
                    self.not_empty.notify_all()
                    self.not_full.notify_all()

else:

    class Queue(_Kind):
        """A queue, of at most maxsize items if that is positive.

        _room is true while another item may be put, _idle while no item is
        unfinished.
        """

        def __init__(self, maxsize=0):
            self.maxsize = maxsize
            self._init(maxsize)
            self.unfinished_tasks = 0
            self._settle()

        def _settle(self):
            self._room = not 0 < self.maxsize <= len(self.queue)
            self._idle = self.unfinished_tasks == 0

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
            elif timeout is not None and timeout < 0 < self.maxsize:
                raise ValueError("'timeout' must be a non-negative number")
            there = threading._until(self, timeout, "room in queue", "_room", "is_shutdown")
            if _minor >= 13 and self.is_shutdown:
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
                if _minor >= 13 and self.is_shutdown:
                    raise ShutDown
                raise Empty
            item = self._get()
            self._settle()
            return item

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
