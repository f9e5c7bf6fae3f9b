"""Watching: what happens in each turn of a thread, if it is asked for.

As for tasks (see observe.py), but that a turn of a thread may begin in the
middle of a line, which is told of again.
"""

import functools
import sys

HERE = sys._getframe().f_code.co_filename
CACHED = functools.wraps.__code__.co_filename


class ThreadObserver(Observer):
    """Notes the turns of an execution of a program with threads."""

    def begin(self, label, strand):
        self.steps.append({"label": label, "task": self.place(strand), "events": []})
        if strand is not None and strand.at_line:
            self.add("line", strand, strand.at_line, strand.at_file)

    def who(self):
        return self.run.current

    def place(self, strand):
        return strand.number if strand is not None else -1

    def settle(self):
        """Strands are told of when they begin and end."""

    def line(self, frame, number):
        if self.run.quiet or sys.version_info < (3, 10) and in_with(frame):
            return
        strand = self.run.current
        super().line(frame)
        name = frame.f_code.co_filename
        strand.at_line, strand.at_file = number, "" if name == self.file else os.path.basename(name)

    def stand(self, strand, line):
        """The strand stands before something in a line. If it has only come to
        it, that is told of in its next turn."""
        events = self.steps[-1]["events"]
        if len(events) > 1 and line and events[-1][:3] == ["line", strand.number, line]:
            events.pop()
        strand.at_line = line

    def locked(self, kind, frame):
        """A lock has been taken or given back, by the program if frame is its, by
        the with statement of a condition of its, by a stack of contexts, or by a
        cached property."""
        while frame.f_code.co_filename in (HERE, STACKS) or (
                frame.f_code.co_name in ("__enter__", "__exit__") and not self.run.own(frame.f_code.co_filename)):
            frame = frame.f_back
        if self.run.own(frame.f_code.co_filename) or frame.f_code.co_filename == CACHED:
            self.note(kind, None, "")


def of_program(frame):
    """Whether what the code in frame calls is what the program calls."""
    return RUN.own(frame.f_code.co_filename) or frame.f_code.co_name in ("wait_for", "notify_all") and of_program(frame.f_back)


def of_timer(frame):
    """Whether frame is that of a timer, whose event is shown."""
    return frame.f_code.co_name in ("cancel", "run") and frame.f_code.co_filename == THREADING_FILE


def observe_threading(module):
    """Make the conditions and events of the library say what is done with them.
    The functions are called as those that they stand for."""
    observe_conditions(module.Condition)
    observe_events(module.Event)


def observe_conditions(cls):
    real_wait, real_notify = cls.wait, cls.notify

    def wait(self, timeout=None):
        if not of_program(sys._getframe(1)) or not self._is_owned():
            return real_wait(self, timeout)
        RUN.observer.note("wait-begin", None, "")
        how = "exc"
        try:
            result = real_wait(self, timeout)
            how = "ok" if result else "timeout"
            return result
        finally:
            RUN.observer.note("wait-end", None, how)
    cls.wait = wait

    def notify(self, n=1):
        if of_program(sys._getframe(1)) and self._is_owned():
            RUN.observer.note("notify", None, str(min(n, len(self._waiters))))
        real_notify(self, n)
    cls.notify = notify


def observe_events(cls):
    real_set, real_clear = cls.set, cls.clear

    def set(self):
        if of_program(sys._getframe(1)) or of_timer(sys._getframe(1)):
            RUN.observer.note("set", None, "")
        real_set(self)
    cls.set = set

    def clear(self):
        if of_program(sys._getframe(1)):
            RUN.observer.note("clear", None, "")
        real_clear(self)
    cls.clear = clear
