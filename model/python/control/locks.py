"""Locks: what module _thread has, with every operation a point.

The library's own threading, queue and concurrent.futures run on top of these
as they are (see library.py). Operations that no other strand can tell from none
are no points: those on the locks that the library keeps to itself while it
starts and lists threads, and the ones that a condition makes for a waiter, but
for the wait itself.
"""

import _queue
import _thread
import collections
import sys

_spare = _thread.allocate_lock()


def how_long(blocking, timeout):
    """The timeout of an acquire as seconds, None for ever, or 0.0 to try once;
    arguments that are none raise what the real lock raises."""
    if timeout == -1 and blocking is True:
        return None
    _spare.acquire(blocking, timeout)
    _spare.release()
    if not blocking:
        return 0.0
    return None if timeout == -1 else float(timeout)


class Lock:
    """A _thread.lock."""

    __slots__ = ("held", "__weakref__")

    def __new__(cls):
        """Which lock it is depends on who asks for it."""
        if cls is Lock:
            library, frame = RUN.library, sys._getframe(1)
            if frame.f_code is library.wait:
                cls = WaiterLock
            elif library.loading or frame.f_back is not None and frame.f_back.f_code is library.thread_init:
                cls = InnerLock
        return object.__new__(cls)

    def __init__(self):
        self.held = False

    def free(self):
        return not self.held

    def acquire(self, blocking=True, timeout=-1):
        seconds = how_long(blocking, timeout)
        if seconds is None:
            again = sys._getframe(1).f_code is RUN.library.acquire_restore
            RUN.pause("relock" if again else "acquire", self, self.free)
        elif seconds == 0.0:
            if sys._getframe(1).f_code is not RUN.library.is_owned:
                RUN.pause("acquire", self)
            if self.held:
                return False
        elif RUN.pause("acquire", self, self.free, seconds):
            return False
        self.held = True
        if RUN.observer is not None:
            RUN.observer.locked("acquire", sys._getframe(1))
        return True

    def release(self):
        if sys._getframe(1).f_code is not RUN.library.is_owned:
            RUN.pause("release", self)
        if not self.held:
            raise RuntimeError("release unlocked lock")
        self.held = False
        if RUN.observer is not None:
            RUN.observer.locked("release", sys._getframe(1))

    def locked(self):
        RUN.pause("locked", self)
        return self.held

    def __enter__(self):
        RUN.pause("acquire", self, self.free)
        self.held = True
        if RUN.observer is not None:
            RUN.observer.locked("acquire", sys._getframe(1))
        return True

    def __exit__(self, *exception):
        self.release()

    def _at_fork_reinit(self):
        self.held = False

    def __repr__(self):
        return "<%s _thread.lock object at 0x%x>" % ("locked" if self.held else "unlocked", id(self))

    acquire_lock, release_lock, locked_lock = acquire, release, locked


Lock.__module__, Lock.__qualname__, Lock.__name__ = "_thread", "lock", "lock"


class InnerLock(Lock):
    """A lock that the library keeps to itself: nobody ever waits for it."""

    __slots__ = ()

    def acquire(self, blocking=True, timeout=-1):
        if self.held and not blocking:
            return False
        self.held = True
        return True

    def release(self):
        self.held = False

    def locked(self):
        return self.held

    def __enter__(self):
        listing(sys._getframe(1).f_code)
        self.held = True
        return True


def listing(code):
    """The code takes the lock around the list of threads. That it takes a
    thread off the list, is the end of the thread."""
    library = RUN.library
    if code is library.delete:
        RUN.finish(RUN.current)
    elif code is library.bootstrap:  # up to 3.9: when it begins and when it ends
        RUN.current.listed += 1
        if RUN.current.listed == 2:
            RUN.finish(RUN.current)


class WaiterLock(Lock):
    """The lock that a condition makes for a waiter."""

    __slots__ = ()

    def acquire(self, blocking=True, timeout=-1):
        if self.held:
            seconds = how_long(blocking, timeout)
            if seconds == 0.0:
                RUN.pause("wait", self)
                if self.held:
                    return False
            elif RUN.pause("wait", self, self.free, seconds):
                return False
        self.held = True
        return True

    def release(self):
        if not self.held:
            raise RuntimeError("release unlocked lock")
        self.held = False


class Sentinel(Lock):
    """The lock that is held as long as a strand lives (up to 3.12). Whoever
    gets it gives it back at once, so several may have it."""

    __slots__ = ("strand",)

    def __init__(self):
        self.held, self.strand = True, RUN.current

    def free(self):
        return not self.held or self.strand.done

    def acquire(self, blocking=True, timeout=-1):
        if RUN.current is self.strand:
            return True
        seconds = how_long(blocking, timeout)
        if seconds == 0.0:
            RUN.pause("is_alive", self.strand)
        elif RUN.pause("join", self.strand, self.free, seconds):
            return False
        return self.free()

    def release(self):
        if RUN.current is self.strand:
            self.held = False

    def locked(self):
        return not self.free()

    def __hash__(self):
        return self.strand.number  # the order in which the interpreter joins threads


class RLock:
    """A _thread.RLock."""

    __slots__ = ("owner", "count", "__weakref__")

    def __new__(cls):
        return object.__new__(InnerRLock if RUN.library.loading and cls is RLock else cls)

    def __init__(self):
        self.owner, self.count = 0, 0

    def free(self):
        return not self.owner

    def acquire(self, blocking=True, timeout=-1):
        seconds = how_long(blocking, timeout)
        me = RUN.current.number + 1
        if self.owner == me:
            self.count += 1
            return True
        if seconds == 0.0:
            RUN.pause("acquire", self)
            if self.owner:
                return False
        elif RUN.pause("acquire", self, self.free, seconds):
            return False
        self.owner, self.count = me, 1
        if RUN.observer is not None:
            RUN.observer.locked("acquire", sys._getframe(1))
        return True

    def release(self):
        if self.owner != RUN.current.number + 1:
            raise RuntimeError("cannot release un-acquired lock")
        if self.count == 1:
            RUN.pause("release", self)
            self.owner = 0
            if RUN.observer is not None:
                RUN.observer.locked("release", sys._getframe(1))
        self.count -= 1

    def __enter__(self, blocking=True, timeout=-1):
        return self.acquire(blocking, timeout)

    def __exit__(self, *exception):
        self.release()

    def _is_owned(self):
        return self.owner == RUN.current.number + 1

    def _recursion_count(self):
        return self.count if self.owner == RUN.current.number + 1 else 0

    def _release_save(self):
        if self.owner != RUN.current.number + 1:
            raise RuntimeError("cannot release un-acquired lock")
        RUN.pause("release", self)
        state = self.count, self.owner
        self.owner, self.count = 0, 0
        return state

    def _acquire_restore(self, state):
        RUN.pause("relock", self, self.free)
        self.count, self.owner = state

    def _at_fork_reinit(self):
        self.owner, self.count = 0, 0

    def __repr__(self):
        return "<%s %s.%s object owner=%d count=%d at 0x%x>" % (
            "locked" if self.owner else "unlocked", type(self).__module__, type(self).__qualname__,
            self.owner, self.count, id(self))


RLock.__module__, RLock.__qualname__ = "_thread", "RLock"


class InnerRLock(RLock):
    """The recursive lock around the library's list of threads (3.10 and later)."""

    __slots__ = ()

    def release(self):
        pass

    def acquire(self, blocking=True, timeout=-1):
        listing(sys._getframe(1).f_code)
        return True

    __enter__ = acquire


class ThreadHandle:
    """A _thread._ThreadHandle (3.13 and later)."""

    def __init__(self, strand=None):
        self.strand, self.over = strand, False

    @property
    def ident(self):
        return self.strand.public if self.strand is not None else 0

    def done(self):
        return self.over or self.strand is not None and self.strand.done

    def is_done(self):
        if self.strand is not None and not self.done():
            RUN.pause("is_alive", self.strand)
        return self.done()

    def join(self, timeout=None):
        if self.strand is None:
            raise RuntimeError("thread not started")
        if timeout is not None and timeout <= 0:
            RUN.pause("is_alive", self.strand)
        else:
            RUN.pause("join", self.strand, self.done, timeout)

    def _set_done(self):
        self.over = True


class SimpleQueue:
    """A _queue.SimpleQueue."""

    def __init__(self):
        self._items = collections.deque()

    def filled(self):
        return len(self._items) > 0

    def put(self, item, block=True, timeout=None):
        RUN.pause("put", self)
        self._items.append(item)

    def put_nowait(self, item):
        self.put(item)

    def get(self, block=True, timeout=None):
        if not block:
            RUN.pause("get", self)
        elif timeout is None:
            RUN.pause("get", self, self.filled)
        elif timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        elif timeout == 0:
            RUN.pause("get", self)
        else:
            RUN.pause("get", self, self.filled, timeout)
        if not self._items:
            raise _queue.Empty
        return self._items.popleft()

    def get_nowait(self):
        return self.get(False)

    def empty(self):
        RUN.pause("empty", self)
        return not self._items

    def qsize(self):
        RUN.pause("qsize", self)
        return len(self._items)

    def __class_getitem__(cls, item):
        return cls


SimpleQueue.__module__, SimpleQueue.__qualname__ = "_queue", "SimpleQueue"


# Functions of _thread.


def get_ident():
    """The strand's public number, in place of an address."""
    return RUN.current.public


class ExceptHookArgs:
    """What threading.excepthook is called with. That there is one means that an
    exception has left a thread."""

    def __init__(self, args):
        self.exc_type, self.exc_value, self.exc_traceback, self.thread = args
        RUN.excepthook()
        if self.exc_type is not SystemExit and RUN.outcome is None:
            RUN.uncaught.append(self.exc_value)


def excepthook(args):
    """The default hook of threads."""
    if args.exc_type is not SystemExit and RUN.outcome is None and sys.stderr is ERR:
        name = args.thread.name if args.thread is not None else str(get_ident())
        sys.stderr.write("Exception in thread %s:\n" % name)
        traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback)


def start_raw(function, args, kwargs={}):
    """_thread.start_new_thread"""
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    thread = getattr(function, "__self__", None)
    if not hasattr(thread, "_bootstrap"):
        thread = None
    return RUN.start(function, args, kwargs, thread).public


def start_joinable(function, handle=None, daemon=True):
    """_thread.start_joinable_thread"""
    if handle is None:
        handle = ThreadHandle()
    RUN.start(function, (), {}, getattr(function, "__self__", None), handle)
    return handle


def join_all():
    """_thread._shutdown: wait for all that are no daemons."""
    while True:
        left = [s for s in RUN.strands[1:] if not s.done and not s.daemon]
        if not left:
            return
        RUN.pause("join", left[0], left[0].is_done)
