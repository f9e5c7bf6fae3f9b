"""Observation: what happens in each step of an execution, if it is asked for.

A step is what the loop runs at a time: a handle, a timer that fires, and what
the main thread does before the first and behind the last. Of each step this
notes the lines of the program that run, what it prints, the tasks that begin
and end, and what is done with locks, conditions, semaphores and events.
Observing changes nothing: no decision, no order, no result.
"""

import asyncio
import dis
import os
import sys


class Observer:
    """Notes the steps of an execution."""

    def __init__(self, run, file, most):
        self.run, self.file = run, file
        self.most = most  # how many steps there may be; 0: any number
        self.steps = []
        self.going_on = {}  # id of the frame of a coroutine that goes on: its line
        self.known = 0  # tasks noted as begun
        self.open = []  # and those of them that have not ended
        self.printed = ""
        self.waiting = {}  # task: whether it is inside Condition.wait
        self.conditions = {}  # task: the condition that it waits on
        self.traces = False  # whether the program runs
        self.objects = []  # the primitives that something was done with
        self.begin("the program starts", None)

    # Steps.

    def full(self):
        return self.most and len(self.steps) >= self.most

    def begin(self, label, task):
        self.settle()
        if self.traces:
            sys.settrace(self.trace)  # the interpreter takes away one that has failed, at the end of the stack
        self.going_on.clear()
        self.steps.append({"label": label, "task": self.place(task), "events": []})

    def settle(self):
        """Note what the step so far has done to tasks."""
        if not self.steps:
            return
        self.begun()
        for task in self.open[:]:
            if task.done():
                self.open.remove(task)
                if task.cancelled():
                    how = "is cancelled"
                elif task._exception is not None:
                    how = "raises " + type(task._exception).__name__
                else:
                    how = "returns"
                self.add("finish", task, 0, how)

    def begun(self):
        for task in self.run.tasks[self.known:]:
            self.open.append(task)
            self.known += 1
            self.add("spawn", task, 0, "")

    def who(self):
        """What runs now."""
        return current()

    def place(self, task):
        """The number of a task, -1 for none."""
        for i, t in enumerate(self.run.tasks):
            if t is task:
                return i
        return -1

    def add(self, kind, task, line, text, number=0):
        self.steps[-1]["events"].append([kind, self.place(task), line, text, number])

    def note(self, kind, obj, text):
        """Note what the running task does, with a primitive if obj is one."""
        if self.run.outcome is None and not self.run.quiet:
            self.add(kind, self.who(), 0, text, 0 if obj is None else self.number(obj))

    def number(self, obj):
        """The number of a primitive, from 1, in the order of their first use."""
        for i, known in enumerate(self.objects):
            if known is obj:
                return i + 1
        self.objects.append(obj)
        return len(self.objects)

    # Lines.

    def trace(self, frame, event, arg):
        """The trace function of the interpreter, which asks it about calls."""
        if not self.run.own(frame.f_code.co_filename):
            return None
        if frame.f_trace is not None:
            self.going_on[id(frame)] = frame.f_lineno
        return self.trace_own

    def trace_own(self, frame, event, arg):
        if event == "line":
            # Before 3.10 the end of a with statement, or of an except clause, has some line or other,
            # and from 3.13 on an exception comes with the line that awaits.
            went_on = self.going_on.pop(id(frame), 0) == frame.f_lineno
            if not went_on and not (sys.version_info < (3, 10) and in_with(frame)):
                self.line(frame)
        return self.trace_own

    def line(self, frame):
        if frame.f_lineno and not self.run.quiet and self.run.outcome is None:
            name = frame.f_code.co_filename
            self.add("line", self.who(), frame.f_lineno, "" if name == self.file else os.path.basename(name))

    # Output.

    def write(self, text):
        if self.run.quiet or self.run.outcome is not None:
            return len(text)
        self.printed += text
        self.flush()
        return len(text)

    def flush(self):
        while "\n" in self.printed:
            line, _, self.printed = self.printed.partition("\n")
            self.add("print", self.who(), 0, line)


def in_with(frame):
    """Whether frame is at the end of a with statement that an exception ends, or of
    an except clause, where it forgets the name of its exception."""
    ops = [dis.opname[op] for op in frame.f_code.co_code[frame.f_lasti:frame.f_lasti + 6:2]]
    return ops[0].startswith("WITH_") or ops[0] == "LOAD_CONST" and [o[:5] for o in ops[1:]] == ["STORE", "DELET"]


def observe(kind, obj, text):
    if RUN is not None and RUN.observer is not None:
        RUN.observer.note(kind, obj, text)


def in_wait():
    """The dictionary of the tasks inside Condition.wait, and the task."""
    if RUN is None or RUN.observer is None:
        return {}, None
    return RUN.observer.waiting, current()


observing = False


def observe_primitives():
    """Make the primitives of asyncio say what is done with them."""
    global observing
    if observing:
        return
    observing = True
    for cls in (asyncio.Lock, asyncio.Semaphore):
        observe_acquire(cls)
    observe_release(asyncio.Lock, True)
    observe_release(asyncio.Semaphore, False)
    observe_condition(asyncio.Condition)
    for name in ("set", "clear"):
        observe_event(asyncio.Event, name)


def observe_acquire(cls):
    acquire = cls.acquire

    async def observed(self):
        result = await acquire(self)
        waiting, task = in_wait()
        if not waiting.get(task):
            observe("acquire", self, cls.__name__)
        return result
    replace(cls, "acquire", observed, acquire)


def observe_release(cls, lock):
    release = cls.release

    def observed(self):
        if not lock or not self.locked():
            release(self)
            observe("release", self, cls.__name__)
            return
        waiting, task = in_wait()
        if task in waiting and not waiting[task]:
            waiting[task] = True
            observe("wait-begin", RUN.observer.conditions[task], "Condition")
        else:
            observe("release", self, cls.__name__)
        release(self)
    replace(cls, "release", observed, release)


def observe_condition(cls):
    wait = cls.wait

    async def observed_wait(self):
        waiting, task = in_wait()
        waiting[task] = False  # until the lock is given back
        if RUN is not None and RUN.observer is not None:
            RUN.observer.conditions[task] = self
        how = "cancel"
        try:
            result = await wait(self)
            how = "ok"
            return result
        finally:
            if waiting.pop(task, False):
                observe("wait-end", self, how)
            for text in forwarded.pop(task, []):
                observe("notify", self, text)
    replace(cls, "wait", observed_wait, wait)
    forwarded = {}
    name = "_notify" if hasattr(cls, "_notify") else "notify"
    notify = getattr(cls, name)

    def observed_notify(self, n=1):
        if self.locked():
            text = str(min(n, sum(1 for f in self._waiters if not f.done())))
            waiting, task = in_wait()
            if waiting.get(task):  # the wait is over: its last deed
                forwarded.setdefault(task, []).append(text)
            else:
                observe("notify", self, text)
        notify(self, n)
    replace(cls, name, observed_notify, notify)


def observe_event(cls, name):
    method = getattr(cls, name)

    def observed(self):
        if name == "clear" or not self.is_set():
            observe(name, self, "Event")
        method(self)
    replace(cls, name, observed, method)


def replace(cls, name, new, old):
    new.__name__, new.__qualname__, new.__doc__ = old.__name__, old.__qualname__, old.__doc__
    setattr(cls, name, new)
