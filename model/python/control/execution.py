"""Execution: one execution of a program, and the outcome it comes to."""

import asyncio
import gc
import json
import os
import sys
import threading
import types

try:
    import contextvars
except ImportError:  # before 3.7
    contextvars = None

LIBRARY = os.path.dirname(os.path.abspath(os.__file__))


class Unfit(Exception):
    """A value that is no part of an outcome."""


def plain(value, above=()):
    """value as JSON has it; Unfit if it is not made of None, bool, int, str,
    list, tuple and dict alone."""
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return value
    if kind not in (list, tuple, dict) or id(value) in above:
        raise Unfit()
    above = above + (id(value),)
    if kind is dict:
        return {k if type(k) is str else json.dumps(plain(k, above)): plain(v, above) for k, v in value.items()}
    return [plain(v, above) for v in value]


def snapshot(namespace):
    """The globals that are part of an outcome."""
    result = {}
    for name, value in namespace.items():
        if not name.startswith("_"):
            try:
                result[name] = plain(value)
            except (Unfit, RecursionError):
                pass
    return result


class Execution:
    """One execution of a program, from its first line to its outcome. What runs
    in it, tasks or threads, is the business of its subclasses."""

    def __init__(self, chooser, request):
        self.chooser = chooser
        self.file = request["file"]
        self.directory = os.path.dirname(os.path.abspath(self.file))
        self.invariants = {} if request.get("invariants") else None
        self.max_handles = request.get("max_handles") or 100000
        self.labels = request.get("labels", True)
        self.choices = []
        self.outcome = None
        self.observer = None
        self.quiet = False  # nothing is asked any more
        self.stray = False  # something of it goes on for ever
        self.handles = 0
        self.namespace = {}
        self._own = {}
        self._numbers = {}
        self._kept = []
        self._number = 0

    # Choices.

    def ask(self, n, label, stay=False):
        """Ask for one of n alternatives; stay says that the first one is to go
        on as before."""
        if self.quiet:
            return 0
        if self.outcome is not None:
            raise Stop()
        try:
            i = self.chooser.choose(n, stay)
        except Diverged as e:
            self.end("diverged", str(e))
            raise Stop()
        self.choices.append([n, i, label(i) if self.labels else ""])
        return i

    def count_handle(self):
        self.handles += 1
        if self.handles > self.max_handles:
            self.end("limit", "more than %d handles" % self.max_handles)
            raise Stop()

    def between(self):
        """Called where a step may begin."""
        if self.observer is not None and self.outcome is None and self.observer.full():
            self.end("cut")
            raise Stop()

    def own(self, name):
        """Whether a file is the program or one of its own modules."""
        own = self._own.get(name)
        if own is None:
            path = os.path.abspath(name)
            own = name == self.file or (
                path.startswith(os.path.join(self.directory, "")) and not name.startswith("<") and
                not any(path.startswith(os.path.join(p, "")) for p in (sys.prefix, sys.base_prefix, LIBRARY)))
            self._own[name] = own
        return own

    # Numbers.

    def next_number(self):
        self._number += 1
        return self._number

    def number(self, value):
        """The place of value in the order of creation."""
        n = self._numbers.get(id(value))
        if n is None:
            n = self._numbers[id(value)] = self.number_of_new(value)
            self._kept.append(value)
        return n

    def number_of_new(self, value):
        return self.next_number()

    # The outcome.

    def end(self, status, error=None, exception=None):
        """Take the outcome, unless it is taken already."""
        if self.outcome is not None:
            return
        self.quiet = True
        if self.observer is not None:
            self.observer.settle()
        if status not in ("diverged", "unsupported", "limit", "cut"):
            error = self.chooser.left() or error
            if self.chooser.left():
                status = "diverged"
        outcome = {"status": status, "globals": snapshot(self.namespace), "violated": [],
                   "choices": list(self.choices), "steps": self.handles}
        unseen = self.unseen()
        outcome["task_exceptions"] = sorted(type(e).__name__ for e in unseen)
        outcome["raised"] = [[type(e).__name__, raised_line(e, self.file)]
                             for e in ([exception] if exception is not None else []) + unseen]
        outcome["stuck"] = self.stuck() if status == "deadlock" else []
        if self.observer is not None:
            outcome["trace"] = self.observer.steps
            outcome["tasks"] = self.names_of_all()
        if self.invariants:
            outcome["invariants"] = sorted(self.invariants)
        if error:
            outcome["error"] = error
        self.outcome = outcome
        outcome["violated"] = self.false("finally_")
        self.quiet = False

    def check_invariants(self):
        """Note which invariant_* functions are false or raise now."""
        if self.invariants is None or self.outcome is not None:
            return
        self.quiet = True
        for name in self.false("invariant_"):
            self.invariants.setdefault(name, self.handles)
        self.quiet = False

    def false(self, prefix):
        """The functions with this prefix that are false or raise."""
        found = []
        for name, value in list(self.namespace.items()):
            if name.startswith(prefix) and isinstance(value, types.FunctionType):
                try:
                    if not value():
                        found.append(name)
                except Stop:
                    raise
                except BaseException:
                    found.append(name)
        return found

    def abandon(self):
        """Let go of what the execution has made."""
        self.namespace.clear()
        self.namespace = self.chooser = None
        self._kept.clear()
        self._numbers.clear()


class Loops(Execution):
    """An execution of a program whose tasks run in an event loop."""

    def __init__(self, chooser, request):
        super().__init__(chooser, request)
        self.schedule = request.get("schedule", "fifo")
        self.tasks = []
        self.mains = set()
        self.at_shutdown = []
        self.dropped = []  # exceptions of futures that have gone with them
        self.clocks = {}
        self.base_clock = 0.0
        self.starting = []  # number and clock of the tasks now being made
        self.names = {}
        self.threads = threading.active_count()
        self._name = 0

    def observed(self, most):
        observe_primitives()
        return Observer(self, self.file, most)

    def enter(self, before):
        set_policy(ControlledPolicy())

    def leave(self):
        set_policy(None)

    def execute(self, code, namespace):
        if self.observer is not None:
            self.observer.traces = True
            sys.settrace(self.observer.trace)
        try:
            if contextvars is not None:
                contextvars.Context().run(exec, code, namespace)
            else:
                exec(code, namespace)
        finally:
            if self.observer is not None:
                self.observer.traces = False
                sys.settrace(None)

    # Names and clocks.

    def next_name(self):
        self._name += 1
        return "Task-%d" % self._name

    def name_unused(self, name):
        if name == "Task-%d" % self._name:
            self._name -= 1

    def number_of_new(self, value):
        if self.starting and isinstance(value, asyncio.Task):
            return self.starting[-1][0]
        return self.next_number()

    def add_task(self, task, number, clock, name):
        if id(task) not in self._numbers:
            self._numbers[id(task)] = number
            self._kept.append(task)
        self.clocks.setdefault(id(task), clock)
        self.names[id(task)] = name
        self.tasks.append(task)
        if self.observer is not None:
            self.observer.begun()

    def clock_of(self, task):
        clock = self.clocks.get(id(task))
        if clock is None:
            clock = self.starting[-1][1] if self.starting else self.base_clock
            self.clocks[id(task)] = clock
            self.number(task)  # keeps it alive
        return clock

    def now(self):
        loop = asyncio._get_running_loop()
        if loop is None:
            return self.base_clock
        task = current()
        if task is None:
            return getattr(loop, "_clock", 0.0)
        return self.clock_of(task)

    def sleep(self, seconds):
        loop = asyncio._get_running_loop()
        if loop is None:
            self.base_clock += seconds
            return
        task = current()
        if task is None:
            loop._clock += seconds
        else:
            self.clocks[id(task)] = self.clock_of(task) + seconds

    # The outcome.

    def unseen(self):
        """The exceptions of tasks and futures that nobody retrieved."""
        found = [exception for _, exception in self.at_shutdown] + self.dropped
        seen = {id(task) for task, _ in self.at_shutdown}
        for future in self.unretrieved():
            if id(future) not in self.mains and id(future) not in seen:
                found.append(future._exception)
        return found

    def unretrieved(self):
        """The futures that there are and whose exceptions nobody has seen."""
        return [future for future in gc.get_objects()
                if issubclass(type(future), asyncio.Future) and getattr(future, "_log_traceback", False)]

    def stuck(self):
        return stuck(self.tasks, self.own)

    def names_of_all(self):
        return [future_name(task) for task in self.tasks]

    def abandon(self):
        for task in self.tasks:
            task._log_destroy_pending = False
        for future in self.unretrieved():
            future._log_traceback = False
        super().abandon()
        for kept in (self.tasks, self.clocks, self.at_shutdown, self.dropped):
            kept.clear()
