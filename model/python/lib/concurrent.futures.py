"""Futures and a pool of threads. What a call does, it does at one moment: see
threading."""

import threading
from collections import deque, namedtuple

__all__ = (
    "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError", "BrokenExecutor",
    "Future", "Executor", "wait", "as_completed", "ProcessPoolExecutor", "ThreadPoolExecutor", "InvalidStateError")

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"


class Error(Exception):
    """Base of the errors of futures."""


class CancelledError(Error):
    """The future was cancelled."""


if _minor >= 11:
    TimeoutError = TimeoutError
else:

    class TimeoutError(Error):
        """The time was over."""


class InvalidStateError(Error):
    """The future cannot do that any more."""


class BrokenExecutor(RuntimeError):
    """The pool cannot be used any more."""


class Future:
    """A result to come. _done is true when it is there; _watchers are the waits
    for several futures that it belongs to."""

    def __init__(self):
        self._state = PENDING
        self._done = False
        self._result = None
        self._exception = None
        self._callbacks = []
        self._watchers = []

    def __repr__(self):
        return f"<Future at 0x0 state={self._state.lower()}>"

    if _minor >= 9:

        def __class_getitem__(cls, item):
            return cls

    def _finish(self, state):
        self._state = state
        self._done = True
        for w in self._watchers:
            w._came(self)

    def _call_back(self):
        for fn in self._callbacks:
            try:
                threading._before(fn, (self,))
                fn(self)
            except Exception:
                pass  # logged

    def cancel(self):
        threading._look()
        if self._state in (RUNNING, FINISHED):
            return False
        if self._state == PENDING:
            self._state = CANCELLED
            self._done = True
            self._call_back()
        return True

    def cancelled(self):
        threading._look()
        return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        threading._look()
        return self._state == RUNNING

    def done(self):
        threading._look()
        return self._done

    def _wait(self, timeout):
        if not self._done and not threading._until(self, timeout, "the result of", "_done"):
            raise TimeoutError()
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
            raise CancelledError()

    def result(self, timeout=None):
        self._wait(timeout)
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self, timeout=None):
        self._wait(timeout)
        return self._exception

    def add_done_callback(self, fn):
        threading._look()
        if not self._done:
            self._callbacks.append(fn)
            return
        try:
            threading._before(fn, (self,))
            fn(self)
        except Exception:
            pass  # logged

    def set_running_or_notify_cancel(self):
        threading._look()
        if self._state == CANCELLED:
            self._finish(CANCELLED_AND_NOTIFIED)
            return False
        if self._state == PENDING:
            self._state = RUNNING
            return True
        raise RuntimeError("Future in unexpected state")

    def set_result(self, result):
        threading._look()
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._result = result
        self._finish(FINISHED)
        self._call_back()

    def set_exception(self, exception):
        threading._look()
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED):
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._exception = exception
        self._finish(FINISHED)
        self._call_back()


class _Watcher:
    """A wait for several futures: _came is called as each is there. _ready is
    true when it is over."""

    def __init__(self, futures, when=FIRST_COMPLETED):
        self._when = when
        self._left = len(futures)
        self._finished = []
        self._ready = False
        for f in futures:
            f._watchers.append(self)

    def _came(self, future):
        self._finished.append(future)
        self._left -= 1
        if self._left == 0 or self._when == FIRST_COMPLETED or self._when == FIRST_EXCEPTION and future._exception is not None:
            self._ready = True

    def _leave(self, futures):
        for f in futures:
            if self in f._watchers:
                f._watchers.remove(self)


def _over(f):
    return f._state in (CANCELLED_AND_NOTIFIED, FINISHED)


def _each(fs):
    """The futures, each once."""
    return list(dict.fromkeys(fs))


def as_completed(fs, timeout=None):
    threading._look()
    fs = _each(fs)
    total = len(fs)
    finished = set(f for f in fs if _over(f))
    pending = [f for f in fs if f not in finished]
    watcher = _Watcher(pending)
    try:
        for f in reversed([f for f in finished]):  # in an order that nothing promises
            yield f
        while pending:
            if not threading._until(watcher, timeout, "one of", "_ready"):
                raise TimeoutError(f"{len(pending)} (of {total}) futures unfinished")
            came, watcher._finished = watcher._finished, []
            watcher._ready = False
            for f in came:
                pending.remove(f)
                yield f
    finally:
        watcher._leave(fs)


DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", "done not_done")


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    threading._look()
    each = _each(fs)
    fs = set(each)
    finished = [f for f in each if _over(f)]
    done = set(finished)
    not_done = fs - done
    if return_when == FIRST_COMPLETED and done:
        return DoneAndNotDoneFutures(done, not_done)
    if return_when == FIRST_EXCEPTION:
        for f in finished:
            if f._state == FINISHED and f._exception is not None:
                return DoneAndNotDoneFutures(done, not_done)
    if len(done) == len(fs):
        return DoneAndNotDoneFutures(done, not_done)
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return condition: {return_when!r}")
    watcher = _Watcher([f for f in each if f not in done], return_when)
    threading._until(watcher, timeout, "some of", "_ready")
    watcher._leave(each)
    done.update(watcher._finished)
    return DoneAndNotDoneFutures(done, fs - done)


class Executor:
    """Runs calls somewhere else."""

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        fs = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            try:
                fs.reverse()
                while fs:
                    if _minor <= 9:
                        yield fs.pop().result(timeout)
                    else:
                        yield _result_or_cancel(fs.pop(), timeout)
            finally:
                for f in fs:
                    f.cancel()

        return results()

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


def _result_or_cancel(f, timeout):
    try:
        return f.result(timeout)
    finally:
        f.cancel()


_pools = 0


class ThreadPoolExecutor(Executor):
    """A pool of threads, made as they are needed. Nobody submits or shuts down
    while _free is false."""

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        global _pools
        if max_workers is None:
            max_workers = 8
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._calls = _Calls()
        self._idle = _Idle()
        self._threads = []
        self._free = True
        self._shutdown = False
        self._broken = False
        self._initializer = initializer
        self._initargs = initargs
        if threading._named():
            self._thread_name_prefix = thread_name_prefix or f"ThreadPoolExecutor-{_pools}"
            _pools += 1

    def submit(self, fn, /, *args, **kwargs):
        threading._until(self, None, "the use of", "_free")
        if self._broken:
            raise BrokenThreadPool("A thread initializer failed, the thread pool is not usable anymore")
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if threading._over():
            raise RuntimeError("cannot schedule new futures after interpreter shutdown")
        f = Future()
        self._calls.queue.append((f, fn, args, kwargs))
        self._free = False
        try:
            if not self._idle.acquire() and len(self._threads) < self._max_workers:
                self._grow()
        finally:
            self._free = True
        return f

    def _grow(self):
        name = f"{self._thread_name_prefix}_{len(self._threads)}" if threading._named() else None
        t = threading.Thread(target=_worker, args=(self,), name=name, daemon=False)
        t.start()
        if _minor <= 8:
            t._daemonic = True  # and joined nevertheless
        self._threads.append(t)

    def shutdown(self, wait=True, *, cancel_futures=False):
        if cancel_futures and _minor < 9:
            raise TypeError("shutdown() got an unexpected keyword argument 'cancel_futures'")
        threading._until(self, None, "the use of", "_free")
        self._shutdown = True
        if cancel_futures:
            self._free = False
            try:
                for f in self._calls.rest():
                    f.cancel()
            finally:
                self._free = True
        self._calls.over = True
        self._idle.count = 0  # nothing is submitted any more: it does not count
        if wait:
            for t in self._threads:
                t.join()

    def _initializer_failed(self):
        threading._until(self, None, "the use of", "_free")
        self._broken = True
        self._free = False
        try:
            for f in self._calls.rest():
                f.set_exception(BrokenThreadPool("A thread initializer failed, the thread pool is not usable anymore"))
        finally:
            self._free = True


class _Calls:
    """The calls that no thread of a pool has taken. over says that behind them is
    the word that none will come: whoever finds that gives it on. The end of the
    main thread is one, too, unless it has been thrown away as well."""

    def __init__(self):
        self.queue = deque()
        self.over = False
        self.ends = ("over", "exit")

    def get(self):
        threading._until(self, None, "a call for", "queue", *self.ends)
        return self.queue.popleft() if self.queue else None

    def get_nowait(self):
        threading._look()
        return self.queue.popleft() if self.queue else None

    def ended(self):
        return self.over or "exit" in self.ends and threading._over()

    def put(self):
        threading._look()
        self.over = True

    def rest(self):
        """The calls as they are thrown away, and what says that none will come."""
        while call := self.get_nowait():
            yield call[0]
        self.over = False
        if threading._over():
            self.ends = ("over",)


class _Idle:
    """How many threads of a pool have said that they look for a call, less those
    that are counted on for one."""

    def __init__(self):
        self.count = 0

    def acquire(self):
        threading._look()
        if self.count == 0:
            return False
        self.count -= 1
        return True

    def release(self):
        threading._look()
        self.count += 1


class BrokenThreadPool(BrokenExecutor):
    """An initializer of the pool has failed."""


def _worker(pool):
    if pool._initializer is not None:
        try:
            threading._before(pool._initializer, pool._initargs)
            pool._initializer(*pool._initargs)
        except BaseException:
            pool._initializer_failed()
            return
    calls, idle = pool._calls, pool._idle
    while True:
        if _minor <= 11:
            call = calls.get()
        else:
            call = calls.get_nowait()
            if call is None and not calls.ended():
                if not pool._shutdown:
                    idle.release()
                call = calls.get()
        if call is None:
            if pool._initializer is not None:  # the others' may fail and throw it away
                calls.put()
            return
        f, fn, args, kwargs = call
        if f.set_running_or_notify_cancel():
            try:
                threading._before(fn, (*args, *kwargs.values()))
                result = fn(*args, **kwargs)
            except BaseException as exc:
                f.set_exception(exc)
            else:
                f.set_result(result)
        f = fn = args = kwargs = result = call = None
        if _minor <= 11 and not pool._shutdown:
            idle.release()


def ProcessPoolExecutor(*args, **kw):
    threading._refuse("process", "processes are not modelled", "use ThreadPoolExecutor")
