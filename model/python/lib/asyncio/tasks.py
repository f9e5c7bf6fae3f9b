"""Waiting for several things, with a limit, or sheltered: wait, wait_for,
as_completed, shield; and what all the tasks are.

Native: _in_order gives what an iterable gives, once each, as a list, that of a
set in order of creation. asyncio's own loops over sets of futures come to the
same in any order, but for those that _any_order stands for.
"""

from asyncio.exceptions import TimeoutError
from asyncio.queues import Queue
from asyncio.timeouts import timeout as _timeout

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


def all_tasks(loop=None):
    if loop is None:
        loop = get_running_loop()
    return set(loop._all_tasks())


def _loop_of(loop, who):
    """The running loop. Before 3.10 the caller may name it."""
    if loop is None:
        return get_running_loop()
    if _minor >= 10:
        raise TypeError(f"{who}() got an unexpected keyword argument 'loop'")
    return loop


def _release(waiter, *done):
    if not waiter.done():
        waiter.set_result(None)


class _Release:
    """A callback that releases a waiter."""

    def __init__(self, waiter):
        self.waiter = waiter

    def __call__(self, future):
        _release(self.waiter)


def _any_order(items, alike):
    """What a set of items gives, where its order can be seen: those that are alike
    in order of creation, then the others in any order. Tasks are made of coroutines
    in this order, and so begin in it."""
    items = set(items)
    first = [x for x in _in_order(items) if alike(x)]
    return first + list(items.difference(first))


# wait


class _Wait:
    """One wait: the future it sleeps on, and how many are still to come."""

    def __init__(self, waiter, timer, left, until):
        self.waiter = waiter
        self.timer = timer
        self.left = left
        self.until = until

    def on_done(self, future):
        self.left -= 1
        if (self.left <= 0 or self.until == FIRST_COMPLETED
                or self.until == FIRST_EXCEPTION and not future.cancelled()
                and future.exception() is not None):
            if self.timer is not None:
                self.timer.cancel()
            _release(self.waiter)


async def wait(fs, *, loop=None, timeout=None, return_when=ALL_COMPLETED):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        kinds = "Tasks/Futures" if _minor >= 11 else "coroutines/Futures"
        raise ValueError(f"Set of {kinds} is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    loop = _loop_of(loop, "wait")
    fs = _in_order(fs)
    for f in fs:
        if _minor >= 11 and iscoroutine(f):
            raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    if _minor < 11:
        fs = _in_order([ensure_future(f, loop=loop) for f in _any_order(fs, isfuture)])
    waiter = loop.create_future()
    timer = None if timeout is None else loop.call_later(timeout, _release, waiter)
    one = _Wait(waiter, timer, len(fs), return_when)
    for f in fs:
        f.add_done_callback(one.on_done)
    fs = frozenset(fs)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for f in _in_order(fs):
            f.remove_done_callback(one.on_done)
    done, pending = set(), set()
    for f in _in_order(fs):
        (done if f.done() else pending).add(f)
    return done, pending


# wait_for


async def _cancel_and_wait(future, loop):
    waiter = loop.create_future()
    release = _Release(waiter)
    future.add_done_callback(release)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_done_callback(release)


async def _over_time(future, loop):
    """The time of the future is over: cancel it and see what comes of it."""
    await _cancel_and_wait(future, loop)
    if _minor < 9:
        raise TimeoutError()
    try:
        return future.result()
    except CancelledError as exc:
        raise TimeoutError() from exc


async def _no_time(fut, loop):
    """wait_for with no time at all."""
    fut = ensure_future(fut, loop=loop)
    if fut.done():
        return fut.result()
    if _minor >= 9:
        return await _over_time(fut, loop)
    await _cancel_and_wait(fut, loop)
    try:
        fut.result()
    except CancelledError as exc:
        raise TimeoutError() from exc
    raise TimeoutError()


if _minor >= 12:
    # In the caller's own task.

    async def wait_for(fut, timeout):
        if timeout is not None and timeout <= 0:
            return await _no_time(fut, get_running_loop())
        async with _timeout(timeout):
            return await fut

else:
    # In a task of its own, which is awaited even if it is cancelled.

    async def wait_for(fut, timeout, *, loop=None):
        loop = _loop_of(loop, "wait_for")
        if timeout is None:
            return await fut
        if timeout <= 0:
            return await _no_time(fut, loop)
        waiter = loop.create_future()
        timer = loop.call_later(timeout, _release, waiter)
        release = _Release(waiter)
        fut = ensure_future(fut, loop=loop)
        fut.add_done_callback(release)
        try:
            try:
                await waiter
            except CancelledError:
                if fut.done():
                    return fut.result()  # the cancellation is lost
                fut.remove_done_callback(release)
                await _cancel_and_wait(fut, loop)
                raise
            if fut.done():
                return fut.result()
            fut.remove_done_callback(release)
            return await _over_time(fut, loop)
        finally:
            timer.cancel()


# as_completed


def _pending(future):
    return not future.done()


class _Completions:
    """The futures of one as_completed: those that have ended stand in a queue,
    which gives None for each that the time ran out for."""

    def __init__(self, fs, timeout, loop):
        self._ended = Queue()
        self._timer = None
        loop = _current_loop() if loop is None else loop
        self._todo = _in_order([ensure_future(f, loop=loop) for f in _any_order(fs, isfuture)])
        self._left = len(self._todo)
        for f in _any_order(self._todo, _pending):  # what has ended comes in this order
            f.add_done_callback(self._on_completion)
        if self._todo and timeout is not None:
            self._timer = loop.call_later(timeout, self._on_timeout)

    def _on_completion(self, future):
        if not self._todo:
            return
        self._todo.remove(future)
        self._ended.put_nowait(future)
        if not self._todo and self._timer is not None:
            self._timer.cancel()

    def _on_timeout(self):
        for f in self._todo:
            f.remove_done_callback(self._on_completion)
            self._ended.put_nowait(None)
        self._todo.clear()

    async def _next(self):
        future = await self._ended.get()
        if future is None:
            raise TimeoutError
        return future.result()

    # What 3.13 gives is an iterator of both kinds.

    def __iter__(self):
        return self

    def __next__(self):
        if self._left <= 0:
            raise StopIteration
        self._left -= 1
        return self._next()

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self._left <= 0:
            raise StopAsyncIteration
        self._left -= 1
        future = await self._ended.get()
        if future is None:
            raise TimeoutError
        return future


def _current_loop():
    from asyncio.events import get_event_loop
    return get_event_loop()


if _minor >= 13:

    def as_completed(fs, *, timeout=None):
        if isfuture(fs) or hasattr(fs, "__await__"):
            raise TypeError(f"expects an iterable of awaitables, not {type(fs).__name__}")
        return _Completions(fs, timeout, None)

else:

    def as_completed(fs, *, loop=None, timeout=None):
        if loop is not None and _minor >= 10:
            raise TypeError("as_completed() got an unexpected keyword argument 'loop'")
        return _completed(fs, loop, timeout)


def _completed(fs, loop, timeout):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
    completions = _Completions(fs, timeout, loop)
    for _ in range(completions._left):
        yield completions._next()


# shield


class _Shield:
    """Between what is sheltered and the future that the caller gets."""

    def __init__(self, inner, outer):
        self.inner = inner
        self.outer = outer

    def inner_done(self, inner):
        outer = self.outer
        if outer.cancelled():
            if not inner.cancelled() and _minor < 14:
                inner.exception()  # seen
        elif inner.cancelled():
            outer.cancel()
        elif inner.exception() is not None:
            outer.set_exception(inner.exception())
        else:
            outer.set_result(inner.result())

    def outer_done(self, outer):
        inner = self.inner
        if not inner.done():
            inner.remove_done_callback(self.inner_done)
            if _minor >= 14:
                inner.remove_done_callback(_tell)
                inner.add_done_callback(_tell)


def _tell(inner):
    """Report what a sheltered future raised after its caller had gone."""
    if not inner.cancelled() and inner.exception() is not None:
        exc = inner.exception()
        inner.get_loop().call_exception_handler({
            "message": f"{type(exc).__name__} exception in shielded future",
            "exception": exc,
            "future": inner,
        })


def shield(arg, *, loop=None):
    if loop is not None and _minor >= 10:
        raise TypeError("shield() got an unexpected keyword argument 'loop'")
    inner = ensure_future(arg, loop=loop)
    if inner.done():
        return inner
    outer = inner.get_loop().create_future()
    between = _Shield(inner, outer)
    inner.add_done_callback(between.inner_done)
    outer.add_done_callback(between.outer_done)
    return outer


# Eager tasks


if _minor >= 12:

    class _EagerFactory:
        """A task factory whose tasks begin at once."""

        def __init__(self, constructor):
            self._constructor = constructor

        def __call__(self, loop, coro, *, name=None, context=None, **more):
            return self._constructor(coro, loop=loop, name=name, eager_start=True)

    def create_eager_task_factory(custom_task_constructor):
        return _EagerFactory(custom_task_constructor)

    def eager_task_factory(loop, coro, *, name=None, context=None, **more):
        return Task(coro, loop=loop, name=name, eager_start=True)


def run_coroutine_threadsafe(coro, loop):
    _refuse("thread", "run_coroutine_threadsafe needs another thread",
            "create a task of the event loop instead")
