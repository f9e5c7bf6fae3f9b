"""condcheck_threads: what stands in for the locks of threads that `condcheck why`
takes away.

The module that a changed program takes along for CPython is standin_threads.py
of package mutate: it does the same to threading's own classes. Natives: _open
makes a lock one that keeps nobody out; between _free and _bound the thread that
runs waits and notifies without the lock.
"""

from threading import Lock


class NoLock(Lock):
    """A lock that keeps nobody out, and that nobody is asked for."""

    def __init__(self):
        super().__init__()
        _open(self)


class unlocked:
    """A block of a lock, a condition or a semaphore that does not take it: the
    wait and notify in it neither ask for the lock nor give it back."""

    def __init__(self, obj):
        self._obj = obj

    def __enter__(self):
        _free(self._obj)
        return True

    def __exit__(self, *exc):
        _bound(self._obj)

    def notify(self, n=1):
        """Notify while the lock is not held; it is to be taken again."""
        self._obj.release()
        _free(self._obj)
        try:
            self._obj.notify(n)
        finally:
            _bound(self._obj)

    def notify_all(self):
        self._obj.release()
        _free(self._obj)
        try:
            self._obj.notify_all()
        finally:
            _bound(self._obj)
