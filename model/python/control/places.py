"""Places: where in the program an execution came to its end.

This is no part of an outcome; it is there to be shown and compared.
"""

import asyncio
import gc
import types


def stuck(tasks, own):
    """For each task that is not done: its name, the line of the program where
    it waits, and whether it waits for other tasks. own says of the name of a
    file whether it is the program's."""
    found = []
    for task in tasks:
        if not task.done():
            line, library = waiting_line(task, own)
            awaited = getattr(task, "_fut_waiter", None)
            for_tasks = (isinstance(awaited, asyncio.Task) or hasattr(awaited, "_children") or
                         library in ("asyncio.tasks", "asyncio.taskgroups"))
            found.append([future_name(task), line, for_tasks])
    return found


def waiting_line(task, own):
    """The innermost line of the program in the coroutines that task runs, and the
    innermost module there."""
    line, module = 0, ""
    coro = task._coro
    while coro is not None:
        frame = next((f for f in (getattr(coro, a, None) for a in ("cr_frame", "gi_frame", "ag_frame"))
                      if f is not None), None)
        if frame is not None:
            if own(frame.f_code.co_filename):
                line = frame.f_lineno
            module = frame.f_globals.get("__name__", "")
            coro = next((c for c in (getattr(coro, a, None) for a in ("cr_await", "gi_yieldfrom", "ag_await"))
                         if c is not None), None)
        else:
            coro = wrapped(coro)
    return line, module


def wrapped(awaited):
    """What runs inside of the object that a coroutine's __await__ or an async
    generator's __anext__ has given."""
    if type(awaited).__name__ not in WRAPPERS:
        return None
    return next((r for r in gc.get_referents(awaited)
                 if isinstance(r, (types.CoroutineType, types.AsyncGeneratorType))), None)


WRAPPERS = ("coroutine_wrapper", "async_generator_asend", "async_generator_athrow")


def raised_line(exception, file):
    """The innermost line of file in the exception's traceback, 0 if none."""
    line, trace = 0, exception.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
