"""What stands in for the locks that `condcheck why` takes away.

A program that condcheck has changed imports this module on CPython. A NoLock is
a lock that keeps nobody out. In a block of unlocked(cond) the wait and notify of
the condition neither ask for the lock nor give it back, for the task that runs
the block.
"""

import asyncio
import sys


class NoLock(asyncio.Lock):
    """A lock that any number of tasks hold at a time."""

    def __init__(self):
        super().__init__()
        self._holders = 0

    def locked(self):
        return self._holders > 0

    async def acquire(self):
        self._holders += 1
        return True

    def release(self):
        if not self._holders:
            raise RuntimeError("Lock is not acquired.")
        self._holders -= 1


class unlocked:
    """A block of a lock, a condition or a semaphore that does not take it."""

    def __init__(self, obj):
        self._obj = obj
        self._free = vars(getattr(obj, "_lock", obj)).setdefault("_free", [])

    async def __aenter__(self):
        self._free.append(asyncio.current_task())

    async def __aexit__(self, *exc):
        self._free.remove(asyncio.current_task())

    def notify(self, n=1):
        """Notify while the lock is not held; it is to be taken again."""
        self._obj.release()
        _notify(self._obj, n)

    def notify_all(self):
        self.notify(len(self._obj._waiters))


def _is_free(cond):
    return asyncio.current_task() in vars(cond._lock).get("_free", ())


def _notify(cond, n=1):
    for future in list(cond._waiters):
        if n > 0 and not future.done():
            future.set_result(False)
            n -= 1


async def _wait(cond):
    future = asyncio.get_running_loop().create_future()
    cond._waiters.append(future)
    try:
        try:
            await future
        finally:
            cond._waiters.remove(future)
        return True
    except BaseException:
        if sys.version_info >= (3, 13):
            _notify(cond)  # as wait itself does when it is aborted
        raise


def _patch(name, free):
    locked = getattr(asyncio.Condition, name)

    def method(self, *args):
        return (free if _is_free(self) else locked)(self, *args)

    setattr(asyncio.Condition, name, method)


_patch("wait", _wait)
_patch("notify", _notify)
