"""asyncio.run and Runner: a program's way into the event loop and out of it."""

from asyncio.events import new_event_loop, set_event_loop
from asyncio.tasks import all_tasks


def _cancel_all_tasks(loop):
    """Cancel what is left and see it out. The order is that of a set, chosen
    once."""
    left = all_tasks(loop)
    if not left:
        return
    order = []
    for task in left:
        order.append(task)
        task.cancel()
    loop.run_until_complete(gather(*order, return_exceptions=True))
    for task in order:
        if not task.cancelled() and task.exception() is not None:
            _report_shutdown(task)
            loop.call_exception_handler({
                "message": "unhandled exception during asyncio.run() shutdown",
                "exception": task.exception(),
                "task": task,
            })


def _shut_down(loop):
    """What is done with a loop before it is closed."""
    _cancel_all_tasks(loop)
    loop.run_until_complete(loop.shutdown_asyncgens())
    if _minor >= 9:
        loop.run_until_complete(loop.shutdown_default_executor())


def _coroutine_of(main):
    """main, which must be a coroutine; from 3.14 on any awaitable will do."""
    if iscoroutine(main):
        return main
    if _minor < 14:
        raise ValueError(f"a coroutine was expected, got {main!r}")
    if not hasattr(main, "__await__"):
        raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
    return _await(main)


async def _await(awaitable):
    return await awaitable


def _check_outside(who):
    if _get_running_loop() is not None:
        raise RuntimeError(who + " cannot be called from a running event loop")


if _minor >= 11:

    class Runner:
        """An event loop for several runs, shut down at the end."""

        def __init__(self, *, debug=None, loop_factory=None):
            self._loop_factory = loop_factory
            self._debug = debug
            self._loop = None
            self._closed = False

        def __enter__(self):
            self._begin()
            return self

        def __exit__(self, exc_type, exc_val, exc_tb):
            self.close()

        def _begin(self):
            if self._closed:
                raise RuntimeError("Runner is closed")
            if self._loop is None:
                if self._loop_factory is None:
                    self._loop = new_event_loop()
                    set_event_loop(self._loop)
                else:
                    self._loop = self._loop_factory()
                if self._debug is not None:
                    self._loop.set_debug(self._debug)

        def get_loop(self):
            self._begin()
            return self._loop

        def run(self, coro, *, context=None):
            if _minor < 14:
                coro = _coroutine_of(coro)
            _check_outside("Runner.run()")
            self._begin()
            if _minor >= 14:
                coro = _coroutine_of(coro)
            return self._loop.run_until_complete(self._loop.create_task(coro))

        def close(self):
            if self._loop is None:
                return
            loop = self._loop
            try:
                _shut_down(loop)
            finally:
                if self._loop_factory is None:
                    set_event_loop(None)
                loop.close()
                self._loop = None
                self._closed = True


def run(main, *, debug=None, loop_factory=None):
    _check_outside("asyncio.run()")
    if loop_factory is not None and _minor < 12:
        raise TypeError("run() got an unexpected keyword argument 'loop_factory'")
    if _minor >= 11:
        with Runner(debug=debug, loop_factory=loop_factory) as runner:
            return runner.run(main)
    main = _coroutine_of(main)
    loop = new_event_loop()
    try:
        set_event_loop(loop)
        if debug is not None:
            loop.set_debug(debug)
        return loop.run_until_complete(main)
    finally:
        try:
            _shut_down(loop)
        finally:
            set_event_loop(None)
            loop.close()
