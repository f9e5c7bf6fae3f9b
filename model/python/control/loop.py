"""The loop: asyncio's event loop with its scheduling left to choices.

Schedule "fifo": at the start of an iteration the alternatives are to run it,
if something is ready, and to fire a pending timer, in order of their creation.
A fired timer joins the queue and the question is asked again; running the
iteration runs what is in the queue then.

Schedule "any": the alternatives are the ready handles, in queue order, and the
pending timers, in order of their creation. What is chosen runs at once.

There is no time but this: each task has a clock, which moves when a timer that
the task made fires, and when the task calls time.sleep.
"""

import asyncio
import gc
import time
from asyncio import base_events, events, futures, tasks

_current_task = getattr(asyncio, "current_task", None) or tasks.Task.current_task
_has_names = hasattr(tasks.Task, "get_name")
_names_reach_factory = "name" not in base_events.BaseEventLoop.create_task.__code__.co_varnames


class Unsupported(Exception):
    """The program wants something of the outside world."""


class Generators:
    """The asynchronous generators of a loop, weakly, oldest first."""

    def __init__(self):
        self._refs = {}

    def add(self, agen):
        import weakref
        self._refs[id(agen)] = weakref.ref(agen)

    def discard(self, agen):
        self._refs.pop(id(agen), None)

    def clear(self):
        self._refs.clear()

    def __iter__(self):
        # One that has ended may still be alive, in the traceback of an exception.
        return iter([a for a in (r() for r in self._refs.values()) if a is not None and a.ag_frame is not None])

    def __len__(self):
        return len(list(iter(self)))


class Timer:
    """A pending timer: its handle, and the task that made it, if any."""

    def __init__(self, handle, task, delay):
        self.handle, self.task, self.delay = handle, task, delay

    def label(self):
        name = getattr(self.handle._callback, "__name__", "")
        kind = {"_set_result_unless_cancelled": "sleep", "_on_timeout": "timeout",
                "_release_waiter": "timeout"}.get(name, name or "callback")
        return "timer %s(%s)%s" % (kind, brief(self.delay),
                                   " of " + future_name(self.task) if self.task is not None else "")


class ControlledLoop(base_events.BaseEventLoop):
    """An event loop without time, input or output."""

    def __init__(self):
        super().__init__()
        self._timers = []
        self._asyncgens = Generators()
        self._clocks = {}  # id of a handle in the queue: its clock
        self._clock = 0.0  # of the handle that runs

    # Time.

    def time(self):
        return now()

    def call_at(self, when, callback, *args, **kwargs):
        if isinstance(when, Interval):
            when = when.fix()
        start = now()
        handle = super().call_at(when, callback, *args, **kwargs)
        self._scheduled.clear()
        self._timers.append(Timer(handle, current(), round(when - start, 9)))
        return handle

    def _timer_handle_cancelled(self, handle):
        self._timers = [t for t in self._timers if t.handle is not handle]

    def _call_soon(self, *args):
        handle = super()._call_soon(*args)
        self._clocks[id(handle)] = now()
        return handle

    def _write_to_self(self):
        pass

    def _process_events(self, event_list):
        pass

    # Running.

    def _run_once(self):
        if RUN is None or RUN.outcome is not None:
            raise Stop()
        self._timers = [t for t in self._timers if not t.handle._cancelled]
        if RUN.schedule == "any":
            self._run_any()
        else:
            self._run_fifo()

    def _run_fifo(self):
        while True:
            RUN.between()
            ready = 1 if any(not h._cancelled for h in self._ready) else 0
            timers = self._timers
            if not ready and self._stopping:
                self._begin("the event loop stops")
                break
            if not ready and not timers:
                self._nothing_to_do()
            if not timers:
                break
            i = ask(ready + len(timers), lambda i: "run the iteration" if i < ready else timers[i - ready].label())
            if i < ready:
                break
            self._begin("timer fires: " + timers[i - ready].label())
            self._ready.append(self._fire(i - ready))
        for _ in range(len(self._ready)):
            self._run_handle(self._ready.popleft())

    def _run_any(self):
        for handle in [h for h in self._ready if h._cancelled]:
            self._ready.remove(handle)
            self._clocks.pop(id(handle), None)
        ready, timers = self._ready, self._timers
        RUN.between()
        if not ready and self._stopping:
            self._begin("the event loop stops")
            return
        if not ready and not timers:
            self._nothing_to_do()
        i = ask(len(ready) + len(timers),
                lambda i: handle_label(ready[i]) if i < len(ready) else timers[i - len(ready)].label())
        if i < len(ready):
            handle = ready[i]
            del ready[i]
            self._run_handle(handle)
            return
        self._begin("timer fires: " + timers[i - len(ready)].label())
        self._run_handle(self._fire(i - len(ready)), True)

    def _nothing_to_do(self):
        """Nothing is ready and there is no timer: the end."""
        import threading
        if threading.active_count() > RUN.threads:
            RUN.end("unsupported", "the loop waits for another thread")
        else:
            RUN.end("deadlock")
        raise Stop()

    def _fire(self, k):
        timer = self._timers.pop(k)
        handle = timer.handle
        handle._scheduled = False
        self._clocks[id(handle)] = handle._when
        if timer.task is not None:
            RUN.clocks[id(timer.task)] = max(RUN.clock_of(timer.task), handle._when)
        return handle

    def _begin(self, label):
        """Say that a step begins which runs no handle."""
        if RUN.observer is not None:
            RUN.observer.begin(label, None)

    def _run_handle(self, handle, fired=False):
        self._clock = self._clocks.pop(id(handle), 0.0)
        if handle._cancelled:
            return
        if not fired:
            RUN.between()
            if RUN.observer is not None:
                RUN.observer.begin(handle_label(handle), handle_task(handle))
        RUN.count_handle()
        handle._run()
        RUN.check_invariants()

    def run_forever(self):
        if RUN is None or RUN.outcome is not None:
            raise Stop()
        return super().run_forever()

    def run_until_complete(self, future):
        if futures.isfuture(future) and RUN is not None:
            RUN.mains.add(id(future))
        return super().run_until_complete(future)

    # Tasks and futures.

    def create_future(self):
        future = super().create_future()
        if RUN is not None:
            RUN.number(future)
        return future

    def create_task(self, coro, **kwargs):
        if RUN is None:
            return super().create_task(coro, **kwargs)
        factory, given = self._task_factory, kwargs.get("name")
        # Numbers of names are spent as asyncio spends them: by a task made
        # without a name, even if it gets one later.
        spent = given is None or factory is not None and not _names_reach_factory
        name = RUN.next_name() if spent else given
        if _has_names and given is None:
            kwargs["name"] = name
        RUN.starting.append((RUN.next_number(), now()))
        made = False
        try:
            if getattr(factory, "__module__", "") == "asyncio.tasks":
                # An eager task runs before it can be named from outside.
                task = factory(self, coro, **dict(kwargs, name=name))
                if given is not None:
                    task.set_name(given)
            else:
                task = super().create_task(coro, **kwargs)
            made = True
        finally:
            number, clock = RUN.starting.pop()
            if spent and not made:
                RUN.name_unused(name)
        RUN.add_task(task, number, clock, name)
        return task

    # What goes wrong.

    def call_exception_handler(self, context):
        message = str(context.get("message", ""))
        if RUN is not None and message.startswith("unhandled exception during "):
            RUN.at_shutdown.append((context.get("task"), context["exception"]))
        if RUN is not None and message.endswith(" exception was never retrieved"):
            RUN.dropped.append(context["exception"])
        super().call_exception_handler(context)

    def default_exception_handler(self, context):
        pass


def _unsupported(name):
    def method(self, *args, **kwargs):
        if RUN is not None:
            RUN.end("unsupported", "loop.%s has no meaning without the outside world" % name)
        raise Stop()
    method.__name__ = name
    return method


for _name in ("run_in_executor", "add_reader", "remove_reader", "add_writer", "remove_writer", "sock_recv",
              "sock_recv_into", "sock_sendall", "sock_connect", "sock_accept", "create_connection", "create_server",
              "create_unix_connection", "create_unix_server", "create_datagram_endpoint", "connect_read_pipe",
              "connect_write_pipe", "subprocess_exec", "subprocess_shell", "add_signal_handler", "getaddrinfo",
              "getnameinfo", "sendfile", "sock_sendfile", "start_tls", "connect_accepted_socket"):
    setattr(ControlledLoop, _name, _unsupported(_name))


_Policy = getattr(events, "BaseDefaultEventLoopPolicy", None) or getattr(events, "_BaseDefaultEventLoopPolicy")


class ControlledPolicy(_Policy):
    """Makes controlled loops."""

    _loop_factory = ControlledLoop


def set_policy(policy):
    (getattr(events, "_set_event_loop_policy", None) or events.set_event_loop_policy)(policy)


def current():
    """The running task, None outside any."""
    loop = events._get_running_loop()
    return _current_task(loop) if loop is not None else None


def now():
    """The clock of what runs now."""
    return RUN.now() if RUN is not None else 0.0


def sleep(seconds):
    """time.sleep: only the clock moves."""
    if RUN is None:
        return
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if isinstance(seconds, Interval):
        seconds = seconds.fix()
    RUN.sleep(seconds)


def install_time():
    """Make module time tell the clock of what runs."""
    time.sleep = sleep
    for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
        setattr(time, name, lambda: now())
        setattr(time, name + "_ns", lambda: int(now() * 1e9))


def handle_task(handle):
    """The task that running handle moves on, None if it moves none."""
    callback = handle._callback
    owner = getattr(callback, "__self__", None)
    if owner is None and type(callback).__name__.startswith("Task"):
        owner = next((r for r in gc.get_referents(callback) if isinstance(r, tasks.Task)), None)
    return owner if isinstance(owner, tasks.Task) else None


def handle_label(handle):
    """What running handle does."""
    callback = handle._callback
    owner = handle_task(handle)
    if owner is not None:
        return "run " + future_name(owner)
    name = getattr(callback, "__qualname__", None) or type(callback).__name__
    return "callback " + name.rpartition(".")[2]


# The library's own sets.


def install_asyncio():
    """Make asyncio's sets of tasks give their elements in chosen order, and
    asyncio itself use controlled loops whatever way it is asked for a loop."""
    for name in ("tasks", "taskgroups"):
        module = getattr(asyncio, name, None)
        if module is not None:
            module.set = Set
    for name in ("wait", "as_completed", "_AsCompletedIterator"):
        if hasattr(tasks, name):
            recompile(tasks, name)
    all_tasks = getattr(tasks, "all_tasks", None)
    if all_tasks is not None:
        def chosen_all_tasks(loop=None):
            return Set(all_tasks(loop))
        chosen_all_tasks.__name__ = "all_tasks"
        tasks.all_tasks = asyncio.all_tasks = chosen_all_tasks
    for name in ("SelectorEventLoop", "EventLoop"):
        if hasattr(asyncio, name):
            setattr(asyncio, name, ControlledLoop)


def recompile(module, name):
    """Compile the definition of name in module again, with its displays and
    comprehensions of sets made ordered ones. Without its source it stays."""
    import ast
    import inspect
    old = getattr(module, name)
    try:
        tree = ast.parse(inspect.getsource(old))
    except (OSError, TypeError, SyntaxError):
        return
    module.__dict__[SETS_NAME] = Set
    exec(compile(order_sets(tree), module.__file__, "exec", dont_inherit=True), module.__dict__)
    new = getattr(module, name)
    for place in (asyncio, module):
        if getattr(place, name, None) is old:
            setattr(place, name, new)
