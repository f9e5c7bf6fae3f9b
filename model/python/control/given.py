"""Given: functions that the library calls for the program.

The program's own code has points of its own. A builtin has none, such as the
append of a list that is the target of a thread: there is a point before it.
"""

import types


def stepped(function):
    """The function with a point before it, if it is not of the program's code."""
    inner = function
    while isinstance(inner, types.MethodType):
        inner = inner.__func__
    if not callable(function) or isinstance(inner, types.FunctionType) and RUN.own(inner.__code__.co_filename):
        return function

    def run(*args, **kwargs):  # called as Thread.run calls
        RUN.given()
        return function(*args, **kwargs)
    return run


def step_thread(thread):
    """Let there be points before the functions that a thread runs."""
    for name in ("_target", "function"):  # the latter is that of a timer
        if name in getattr(thread, "__dict__", ()):
            setattr(thread, name, stepped(getattr(thread, name)))


def step_barriers(cls):
    real = cls.__init__

    def __init__(self, *args, **kwargs):
        real(self, *args, **kwargs)
        self._action = stepped(self._action)
    cls.__init__ = __init__


def step_futures(cls):
    real = cls.add_done_callback

    def add_done_callback(self, fn):
        return real(self, stepped(fn))
    cls.add_done_callback = add_done_callback


def step_pools(module):
    item, pool = module._WorkItem, module.ThreadPoolExecutor
    real_item, real_pool = item.__init__, pool.__init__

    def of_item(self, future, fn, *args):
        real_item(self, future, stepped(fn), *args)
    item.__init__ = of_item

    def of_pool(self, *args, **kwargs):
        real_pool(self, *args, **kwargs)
        self._initializer = stepped(self._initializer)
    pool.__init__ = of_pool


STEPS = {
    "threading": lambda module: step_barriers(module.Barrier),
    "concurrent.futures._base": lambda module: step_futures(module.Future),
    "concurrent.futures.thread": step_pools,
}
