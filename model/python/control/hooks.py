"""Hooks: how the interpreter tells of lines, instructions and calls.

Up to 3.11 by the trace and the profile functions of each thread. From 3.12 on by
sys.monitoring, for there trace functions miss instructions of code that has just
begun to be traced.

Told of are the lines and instructions of the program's own code and, if they
are wanted, calls of functions that are not its own: those written in Python when
they begin, the others before they do. What a with statement calls is only known
in the first way; of what the library calls, only functions written in Python.
"""

import functools
import sys
import types

HEAP_TYPE, IMMUTABLE = 1 << 9, 1 << 8  # flags of types: made while running, written in C
COMPREHENSIONS = ("<listcomp>", "<setcomp>", "<dictcomp>")  # functions of their own up to 3.11, with a line of their own


def hooks_for(points):
    return Monitoring(points) if hasattr(sys, "monitoring") else Tracing(points)


def untold(code):
    """Whether code has one line only: sys.monitoring does not tell of that in 3.13."""
    return sys.version_info >= (3, 13) and {line for _, _, line in code.co_lines()} == {code.co_firstlineno}


class Tracing:
    """Trace functions. They are installed in each thread."""

    def __init__(self, points):
        self.points, self.own = points, points.run.own

    def install(self):
        points = self.points
        if points.lines or points.instructions or points.calls:
            sys.settrace(self.called)
        if points.calls:
            sys.setprofile(self.profile)

    def remove(self):
        sys.settrace(None)
        sys.setprofile(None)

    def called(self, frame, event, arg):
        if self.own(frame.f_code.co_filename):
            frame.f_trace_opcodes = self.points.instructions
            return self.inside
        if self.points.calls and frame.f_back is not None:
            self.points.call(frame.f_back, frame.f_code, frame.f_code.co_name)
            refresh(frame)
        return None

    def inside(self, frame, event, arg):
        if event == "opcode":
            self.points.instruction(frame, frame.f_lasti)
        elif event == "return" and self.points.calls:
            self.points.returns(frame.f_back)
        elif event == "line" and self.points.lines and frame.f_code.co_name not in COMPREHENSIONS:
            self.points.line(frame, frame.f_lineno)
        refresh(frame)
        return self.inside

    def profile(self, frame, event, arg):
        if event == "c_call" and self.own(frame.f_code.co_filename):
            self.points.call(frame, None, arg.__name__)
        refresh(frame)


def refresh(frame):
    """What trace functions see of variables is written back behind them
    (bpo-30744): it must be what other strands have made of them meanwhile."""
    code = frame.f_code
    if code.co_freevars or code.co_cellvars:
        frame.f_locals


class Monitoring:
    """Callbacks of sys.monitoring, which hold for all threads. That a place is
    not of interest is remembered as long as the same things are wanted."""

    tool = 4
    started = None  # what is wanted now, and for the code of which program
    marked = {}  # the code for which that has been said, by its id: equal code is not the same

    def __init__(self, points):
        self.points, self.own = points, points.run.own

    def install(self):
        if self.points.run.current is not self.points.run.main:
            return
        m, points = sys.monitoring, self.points
        wanted = id(points.run.code), points.lines, points.instructions, points.calls
        if Monitoring.started is None:
            m.use_tool_id(self.tool, "condcheck")
        if Monitoring.started != wanted or id(points.run.code) not in Monitoring.marked:
            Monitoring.started = wanted
            Monitoring.marked.clear()
            m.restart_events()
        e = m.events
        self.inner = points.lines * e.LINE | points.instructions * e.INSTRUCTION | points.calls * (e.CALL | e.PY_RETURN)
        for event, callback in ((e.PY_START, self.start), (e.LINE, self.line),
                                (e.INSTRUCTION, self.instruction), (e.CALL, self.call), (e.PY_RETURN, self.returned)):
            m.register_callback(self.tool, event, callback)
        self.mark(points.run.code)
        m.set_events(self.tool, e.PY_START if self.inner else 0)

    def remove(self):
        """The end of the execution; a thread may end before that."""
        if self.points.run.current is self.points.run.main:
            sys.monitoring.set_events(self.tool, 0)
            for event in ("PY_START", "LINE", "INSTRUCTION", "CALL", "PY_RETURN"):
                sys.monitoring.register_callback(self.tool, getattr(sys.monitoring.events, event), None)

    def start(self, code, offset):
        if self.own(code.co_filename):
            self.mark(code)
            if not self.points.lines or not untold(code):
                return sys.monitoring.DISABLE
            self.points.line(sys._getframe(1), code.co_firstlineno)
            return
        if not self.points.calls:
            return sys.monitoring.DISABLE
        back = sys._getframe(1).f_back
        if back is not None:
            self.points.call(back, code, code.co_name)

    def mark(self, code):
        if id(code) not in Monitoring.marked:
            Monitoring.marked[id(code)] = code
            sys.monitoring.set_local_events(self.tool, code, self.inner)
            for constant in code.co_consts:
                if isinstance(constant, types.CodeType):
                    self.mark(constant)

    def line(self, code, number):
        self.points.line(sys._getframe(1), number)

    def instruction(self, code, offset):
        if not self.points.instruction(sys._getframe(1), offset):
            return sys.monitoring.DISABLE

    def returned(self, code, offset, value):
        self.points.returns(sys._getframe(1).f_back)

    def call(self, code, offset, function, first):
        while isinstance(function, functools.partial):
            function = function.func
        if isinstance(function, type):
            if not function.__flags__ & IMMUTABLE:
                return
        elif isinstance(function, (types.FunctionType, types.MethodType)):
            return
        self.points.call(sys._getframe(1), None, getattr(function, "__name__", "__call__"))
