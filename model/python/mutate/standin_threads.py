"""What stands in for the locks of threads that `condcheck why` takes away.

A program that condcheck has changed imports this module on CPython. A NoLock is
a lock that keeps nobody out. In a block of unlocked(cond) the wait and notify of
the condition neither ask for the lock nor give it back, for the thread that runs
the block.
"""

import sys
import threading

_free = {}  # the threads that are in an unlocked block, by the id of the lock
_nothing = object()  # what a wait that has not given the lock back has saved


class NoLock:
    """A lock that any number of threads hold at a time."""

    def acquire(self, blocking=True, timeout=-1):
        return True

    def release(self):
        pass

    def locked(self):
        return False

    def __enter__(self):
        return True

    def __exit__(self, *exc):
        pass

    # What a condition asks of its lock.

    def _is_owned(self):
        return True

    def _release_save(self):
        pass

    def _acquire_restore(self, state):
        pass


class unlocked:
    """A block of a lock, a condition or a semaphore that does not take it."""

    def __init__(self, obj):
        self._obj = obj
        self._threads = _free.setdefault(id(getattr(obj, "_lock", obj)), [])

    def __enter__(self):
        self._threads.append(threading.get_ident())
        return True

    def __exit__(self, *exc):
        self._threads.remove(threading.get_ident())

    def notify(self, n=1):
        """Notify while the lock is not held; it is to be taken again."""
        self._obj.release()
        with self:
            self._obj.notify(n)

    def notify_all(self):
        self._obj.release()
        with self:
            self._obj.notify_all()


def _is_free(cond):
    # A lock that an outer block has taken is taken.
    owned = getattr(cond._lock, "_is_owned", None)
    return threading.get_ident() in _free.get(id(cond._lock), ()) and not (owned and owned())


def _make(cond, lock=None):
    _made(cond, lock)
    if sys._getframe(1).f_globals["__name__"] in ("threading", "queue"):
        return  # inside of an event or a queue: none of the program's
    owned, save, restore = cond._is_owned, cond._release_save, cond._acquire_restore
    cond._is_owned = lambda: _is_free(cond) or owned()
    cond._release_save = lambda: _nothing if _is_free(cond) else save()
    cond._acquire_restore = lambda state: None if state is _nothing else restore(state)


_made = threading.Condition.__init__
threading.Condition.__init__ = _make
