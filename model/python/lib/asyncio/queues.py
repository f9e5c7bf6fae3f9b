"""Queues: FIFO, LIFO and by priority.

A getter that finds the queue empty waits for a future in _getters, a putter
that finds it full for one in _putters; each item that comes or goes resolves
the first future that is not done. Who is woken looks again: somebody else may
have been quicker.

Natives: _bind is called for a new object that futures will be made for,
_new_waiter makes a future for it; they see to what a version says about an
object that is used in several event loops.
"""

from _collections import deque
from heapq import heappop, heappush


class QueueEmpty(Exception):
    """get_nowait found no item."""


class QueueFull(Exception):
    """put_nowait found no room."""


if _minor >= 13:

    class QueueShutDown(Exception):
        """The queue has been shut down."""


def _wake_first(waiters):
    while waiters:
        waiter = waiters.popleft()
        if not waiter.done():
            waiter.set_result(None)
            break


class Queue:
    """A queue, of at most maxsize items if that is positive."""

    _closed = False  # shut down

    def __init__(self, maxsize=0, *, loop=None):
        if loop is not None and _minor >= 10:
            raise TypeError("Queue.__init__() got an unexpected keyword argument 'loop'")
        _bind(self)
        self._maxsize = maxsize
        self._getters = deque()
        self._putters = deque()
        self._unfinished_tasks = 0
        self._finished = Event()
        self._finished.set()
        self._init(maxsize)

    # What the kinds of queue differ in.

    def _init(self, maxsize):
        self._queue = deque()

    def _get(self):
        return self._queue.popleft()

    def _put(self, item):
        self._queue.append(item)

    def _give_up(self, waiter, waiters, blocked):
        """Take waiter out of waiters. If it was its turn, the next has it."""
        waiter.cancel()
        if waiter in waiters:
            waiters.remove(waiter)
        if not blocked and not waiter.cancelled():
            _wake_first(waiters)

    def __class_getitem__(cls, item):
        return cls

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} {self._format()}>"

    def __str__(self):
        return f"<{type(self).__name__} {self._format()}>"

    def _format(self):
        text = f"maxsize={self._maxsize!r}"
        if self._queue:
            text += f" _queue={list(self._queue)!r}"
        if self._getters:
            text += f" _getters[{len(self._getters)}]"
        if self._putters:
            text += f" _putters[{len(self._putters)}]"
        if self._unfinished_tasks:
            text += f" tasks={self._unfinished_tasks}"
        if self._closed:
            text += " shutdown"
        return text

    @property
    def maxsize(self):
        return self._maxsize

    def qsize(self):
        return len(self._queue)

    def empty(self):
        return not self._queue

    def full(self):
        return 0 < self._maxsize <= self.qsize()

    async def put(self, item):
        while self.full():
            if self._closed:
                raise QueueShutDown
            waiter = _new_waiter(self)
            self._putters.append(waiter)
            try:
                await waiter
            except:
                self._give_up(waiter, self._putters, self.full())
                raise
        return self.put_nowait(item)

    def put_nowait(self, item):
        if self._closed:
            raise QueueShutDown
        if self.full():
            raise QueueFull
        self._put(item)
        self._unfinished_tasks += 1
        self._finished.clear()
        _wake_first(self._getters)

    async def get(self):
        while self.empty():
            if self._closed:
                raise QueueShutDown
            waiter = _new_waiter(self)
            self._getters.append(waiter)
            try:
                await waiter
            except:
                self._give_up(waiter, self._getters, self.empty())
                raise
        return self.get_nowait()

    def get_nowait(self):
        if self.empty():
            if self._closed:
                raise QueueShutDown
            raise QueueEmpty
        item = self._get()
        _wake_first(self._putters)
        return item

    def task_done(self):
        if self._unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished_tasks -= 1
        if self._unfinished_tasks == 0:
            self._finished.set()

    async def join(self):
        if self._unfinished_tasks > 0:
            await self._finished.wait()

    if _minor >= 13:

        def shutdown(self, immediate=False):
            self._closed = True
            if immediate:
                while not self.empty():
                    self._get()
                    if self._unfinished_tasks > 0:
                        self._unfinished_tasks -= 1
                if self._unfinished_tasks == 0:
                    self._finished.set()
            for waiters in (self._getters, self._putters):
                while waiters:
                    _wake_first(waiters)


class LifoQueue(Queue):
    """A queue that gives the newest item first."""

    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return self._queue.pop()


class PriorityQueue(Queue):
    """A queue that gives the smallest item first."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        heappush(self._queue, item)

    def _get(self):
        return heappop(self._queue)
