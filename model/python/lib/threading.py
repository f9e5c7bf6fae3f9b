"""Threads and what they wait on.

Locks, conditions and events are the machine's. Natives: _start, _join and
_until are points at which the calling thread may be preempted, and so is _look,
which does nothing, and _before, where what it says will be called is a builtin
that does something to what others can reach. Library code runs on from there
without a break up to the thread's next such point.
"""

ThreadError = RuntimeError
TIMEOUT_MAX = 9223372036.0
Lock = lock

_counter = 0
_numbered = []  # the last threads that have been given the numbers from 2 on


class Condition(_Condition):
    """A condition variable."""

    def __init_subclass__(cls, **kwds):
        super().__init_subclass__(**kwds)
        if "notify" in cls.__dict__:
            for name in ("notify_all", "notifyAll"):
                if name not in cls.__dict__:
                    setattr(cls, name, _notify_all)

    def wait_for(self, predicate, timeout=None):
        end = timeout is not None and timeout <= 0
        _before(predicate, ())
        result = predicate()
        while not result:
            if end:
                break
            end = not self.wait(timeout) and timeout is not None
            _before(predicate, ())
            result = predicate()
        return result

    def __repr__(self):
        return f"<Condition({self._lock_of()!r}, 0)>"


def _notify_all(self):
    """What the notify of a derived class is called by."""
    self.notify(self._waiting())


class Semaphore:
    """A number of permits."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if not blocking:
            timeout = 0
        if _until(self, timeout, "semaphore", "_value"):
            self._value -= 1
            return True
        return False

    __enter__ = acquire

    def _give(self, n):
        _look()
        self._value += n
        _gave(self, n)

    if _minor >= 9:

        def release(self, n=1):
            if n < 1:
                raise ValueError("n must be one or more")
            self._give(n)

    else:

        def release(self):
            self._give(1)

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that is never released more often than acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def _give(self, n):
        _look()
        if self._value + n > self._initial_value:
            raise ValueError("Semaphore released too many times")
        self._value += n
        _gave(self, n)


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    """A place where threads wait for each other until there are enough.

    _state is 0 while threads come, 1 while they leave, -1 while they leave with
    an error, -2 if it is broken. _busy is true while the action runs, _open if a
    thread may come in, _quiet if nothing runs.
    """

    def __init__(self, parties, action=None, timeout=None):
        if _minor >= 13 and parties < 1:
            raise ValueError("parties must be > 0")
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._count = 0
        self._set(0)
        self._quiet = True

    def _set(self, state):
        self._state = state
        self._open = state in (0, -2)

    def wait(self, timeout=None):
        if timeout is None:
            timeout = self._timeout
        while True:
            _until(self, None, "barrier", "_open")
            if self._quiet:
                break
            _until(self, None, "barrier", "_quiet")
            if self._open:
                break
        if self._state < 0:
            raise BrokenBarrierError
        index = self._count
        self._count += 1
        try:
            if index + 1 == self._parties:
                self._release()
            else:
                if not _until(self, timeout, "barrier", "_state"):
                    if not self._quiet:
                        _until(self, None, "barrier", "_quiet")
                    if self._state == 0:
                        self._set(-2)
                        raise BrokenBarrierError
                if self._state < 0:
                    raise BrokenBarrierError
            return index
        finally:
            self._count -= 1
            if self._count == 0 and self._state in (-1, 1):
                self._set(0)

    def _release(self):
        if self._action:
            self._quiet = False
            try:
                _before(self._action, ())
                self._action()
            except:
                self._quiet = True
                self._set(-2)
                raise
            self._quiet = True
        self._set(1)

    def reset(self):
        _until(self, None, "barrier", "_quiet")
        if self._count > 0:
            if self._state in (0, -2):
                self._set(-1)
        else:
            self._set(0)

    def abort(self):
        _until(self, None, "barrier", "_quiet")
        self._set(-2)

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        _look()
        return self._count if self._state == 0 else 0

    @property
    def broken(self):
        _look()
        return self._state == -2


class Thread:
    """A thread, to be started."""

    _made = False
    _ident = None

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        if name:
            name = str(name)
            if not _forgets_names():
                self._name = name
        elif _named():
            self._name = _new_name(target)
        self._daemonic = current_thread()._daemonic if daemon is None else daemon
        self._handle = None
        self._made = True

    def __repr__(self):
        _sees_name()
        if self._handle is None:
            status = "initial"
        elif _ended(self._handle):
            status = "stopped"
        else:
            status = "started"
        if self._daemonic:
            status += " daemon"
        return f"<{type(self).__name__}({getattr(self, '_name', 'Thread')}, {status})>"

    def start(self):
        if not self._made:
            raise RuntimeError("thread.__init__() not called")
        if self._handle is not None:
            raise RuntimeError("threads can only be started once")
        _start(self, _bootstrap, bool(self._daemonic))
        if _identified():
            self._ident = _number_for(self)

    def run(self):
        try:
            if self._target:
                _before(self._target, (*self._args, *self._kwargs.values()))
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def join(self, timeout=None):
        if not self._made:
            raise RuntimeError("Thread.__init__() not called")
        if self._handle is None:
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        _join(self._handle, timeout)

    def is_alive(self):
        assert self._made, "Thread.__init__() not called"
        _look()
        return self._handle is not None and not _ended(self._handle)

    if _minor < 9:
        isAlive = is_alive

    @property
    def name(self):
        assert self._made, "Thread.__init__() not called"
        _sees_name()
        return self._name

    @name.setter
    def name(self, name):
        assert self._made, "Thread.__init__() not called"
        self._name = str(name)

    def getName(self):
        _sees_name()
        return self._name

    def setName(self, name):
        self._name = name

    @property
    def daemon(self):
        assert self._made, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._made:
            raise RuntimeError("Thread.__init__() not called")
        if self._handle is not None:
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    @property
    def ident(self):
        assert self._made, "Thread.__init__() not called"
        return self._ident

    native_id = ident


class _MainThread(Thread):
    def __init__(self):
        self._name = "MainThread"
        self._daemonic = False
        self._handle = _main()
        self._ident = 1
        self._made = True


class Timer(Thread):
    """A thread that calls a function after a time, unless it is cancelled."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            _before(self.function, (*self.args, *self.kwargs.values()))
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class ExceptHookArgs:
    """What excepthook is called with."""

    def __init__(self, args):
        self.exc_type, self.exc_value, self.exc_traceback, self.thread = args


def excepthook(args, /):
    """The exception has been noted already."""


__excepthook__ = excepthook


def _new_name(target):
    global _counter
    _counter += 1
    name = f"Thread-{_counter}"
    if _minor >= 10 and target is not None:
        try:
            name += f" ({target.__name__})"
        except AttributeError:
            pass
    return name


def _number_for(thread):
    """A new number for a thread that starts, or that of one that has ended."""
    free = [i for i in range(len(_numbered)) if _ended(_numbered[i]._handle)]
    i = len(_numbered)
    n = _choose(len(free) + 1, "number of the thread") if free else 0
    if n == 0:
        _numbered.append(thread)
    else:
        i = free[n - 1]
        _numbered[i] = thread
    return i + 2


def _bootstrap(thread):
    try:
        thread.run()
    except BaseException as exc:
        if not isinstance(exc, SystemExit):
            if thread._daemonic:
                _look()  # it may be abandoned before
            _failed(exc)
        try:
            args = ExceptHookArgs([type(exc), exc, None, thread])
            _before(excepthook, (args,))
            excepthook(args)
        except BaseException:
            pass


def current_thread():
    return _object(_me())


currentThread = current_thread


def main_thread():
    return _main_thread


def get_ident():
    """The number of the running thread. That of a thread that has ended may be
    given to another."""
    return current_thread()._ident


get_native_id = get_ident


def active_count():
    _look()
    return len(_handles())


activeCount = active_count


def enumerate():
    _look()
    return [_object(h) for h in _handles()]


class local:
    """Attributes of which each thread has its own."""

    def __new__(cls, /, *args, **kw):
        self = object.__new__(cls)
        object.__setattr__(self, "_made_with", (args, kw))
        _values_of(self, False)
        return self

    def __getattribute__(self, name):
        values = _values_of(self, True)
        if name == "__dict__":
            return values
        if name in values:
            return values[name]
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        _values_of(self, True)[name] = value

    def __delattr__(self, name):
        values = _values_of(self, True)
        if name not in values:
            raise AttributeError(name)
        del values[name]


def _values_of(obj, begin):
    """The values of a local in the running thread, begun if need be."""
    values = _locals()
    if obj not in values:
        values[obj] = {}
        if begin:
            args, kw = object.__getattribute__(obj, "_made_with")
            type(obj).__init__(obj, *args, **kw)
    return values[obj]


# What builtins do that call functions of the program, or run its generators:
# another thread may come in between.


def _drain(fn, it, args, kw):
    return fn([x for x in it], *args, **kw)


def _drain_into(fn, obj, it):
    return fn(obj, [x for x in it])


def _any(it):
    for x in it:
        if x:
            return True
    return False


def _all(it):
    for x in it:
        if not x:
            return False
    return True


def _next_or(step, it, default):
    try:
        return step(it)
    except StopIteration:
        return default


def _map(fn, *its):
    for args in zip(*its):
        yield fn(*args)


def _filter(fn, it):
    for x in it:
        if fn(x):
            yield x


def _calls(fn, last):
    """iter with a function."""
    while True:
        x = fn()
        if x == last:
            return
        yield x


def _by_key(fn, it, key, kw):
    """sorted, min and max with a key."""
    items, keys = [], []
    for x in [x for x in it] if fn is sorted else it:
        items.append(x)
        keys.append(key(x))
    found = fn(range(len(items)), key=keys.__getitem__, **kw) if items or "default" not in kw else None
    if fn is sorted:
        return [items[i] for i in found]
    return kw["default"] if found is None else items[found]


def _attribute(get, args, otherwise, obj, name):
    try:
        return get(*args)
    except AttributeError:
        return otherwise(obj, name)


def _attribute_or(get, args, default):
    try:
        return get(*args)
    except AttributeError:
        return default


def _has(get, args):
    try:
        get(*args)
    except AttributeError:
        return False
    return True


def _nothing(fn, args):
    fn(*args)


def _missing(d, key, factory):
    value = factory()
    _look()
    d[key] = value
    return value


def _operate(method, x, y, builtin):
    """An operator that has a method of the program's; builtin does the whole."""
    result = method(x, y)
    if result is NotImplemented:
        return builtin(x, y)
    return result


def _not_equal(method, x, y, builtin):
    result = method(x, y)
    if result is NotImplemented:
        return builtin(x, y)
    return not result


def _contains(method, x, y, wanted):
    return bool(method(x, y)) is wanted


def _construct(new, cls, init, args, kw):
    obj = new(cls, *args, **kw)
    if init is not None and isinstance(obj, cls):
        if init(obj, *args, **kw) is not None:
            raise TypeError("__init__() should return None")
    return obj


def _begin(obj, method):
    it = method(obj)
    step = _own_next(it)
    return it if step is None else _iterate(it, step)


def _iterate(it, step):
    while True:
        try:
            x = step(it)
        except StopIteration:
            return
        yield x


def _print(fn, args, kw):
    texts = []
    for x in args:
        method = _own_str(x)
        texts.append(x if method is None else method(x))
    fn(*texts, **kw)


def _sort(items, key, kw):
    """list.sort with a key: meanwhile the list is empty."""
    taken = items[:]
    items.clear()
    try:
        result = _by_key(sorted, taken, key, kw)
    except BaseException:
        items[:] = taken
        raise
    changed = items != []
    items[:] = result
    if changed:
        raise ValueError("list modified during sort")


_main_thread = _MainThread()
_set_object(_main(), _main_thread)
