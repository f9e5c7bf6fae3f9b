"""Following: a schedule of turns, forced on real threads.

A turn says which strand runs, and up to which of the operations of its own code
(see points.py): by line, kind and name, and how many like it come before; or
that it comes to be blocked, or to its end. Between two stops a strand runs
freely. Where it does not come to the stop that the turn says, the schedule does
not fit.
"""

import concurrent.futures
import contextlib
import dis
import functools
import os
import queue
import sys

ENTERS = ("SETUP_WITH", "BEFORE_WITH", "LOAD_SPECIAL")
QUEUES, STACKS = queue.__file__, contextlib.__file__
INSIDE = ("__enter__", "__exit__", "wait", "notify", "notify_all")  # what queues do with their lock and conditions
POOLED = ("run", "_worker", "_initializer_failed")  # functions that run in the threads of pools
POOLS = os.path.dirname(concurrent.futures.__file__)


class Turn:
    """What one strand does between two decisions."""

    def __init__(self, fields):
        self.thread, self.how, self.file, self.line, self.op, self.name, self.skip, self.data = fields
        self.expires = self.how == "expires"  # a timed operation is still to run out of time
        self.passed = 0  # operations like the one to stop at
        self.drawn = 0  # data choices made

    def stop(self):
        """The stop in words."""
        if self.op in ("end", "ended", "blocked", ""):
            return {"end": "the end", "ended": "having ended", "blocked": "being blocked in " + self.name, "": "nothing more"}[self.op]
        return "%s%s in line %d" % (self.op, " " + self.name if self.name else "", self.line)


class Schedule:
    """A list of turns, as a chooser: it gives the data choices of the turn that
    is on."""

    def __init__(self, turns, whole):
        self.turns = [Turn(t) for t in turns]
        self.whole = whole  # the turns are all that there are
        self.k = 0

    def turn(self):
        return self.turns[self.k] if self.k < len(self.turns) else None

    def choose(self, n, stay):
        turn = self.turn()
        if turn is None or turn.drawn >= len(turn.data):
            raise Diverged("turn %d: got a choice among %d, want no further choice" % (self.k + 1, n))
        size, i = turn.data[turn.drawn]
        if size != n:
            raise Diverged("turn %d: got a choice among %d, want one among %d" % (self.k + 1, n, size))
        turn.drawn += 1
        return i

    def left(self):
        if self.k < len(self.turns):
            return "turn %d: got the end of the execution, want %s to run" % (self.k + 1, self.turns[self.k].thread)
        return None


class Followed(Threads):
    """An execution along a Schedule."""

    def __init__(self, chooser, request):
        super().__init__(chooser, request)
        self.points = AllPoints(self)
        self.trying = None  # the strand that must come to be blocked

    def diverge(self, text, *args):
        self.end("diverged", "turn %d: %s" % (self.chooser.k + 1, text % args))
        self.stop()

    # Where strands stop.

    def pause(self, kind, what=None, ready=None, timeout=None):
        """An operation inside the library: it stops a strand only if it blocks
        it, or if it is the strand's end."""
        if self.quiet or self.outcome is not None:
            return super().pause(kind, what, ready, timeout)
        me = self.current
        me.kind, me.what, me.ready, me.timeout, me.expired = kind, what, ready, timeout, False
        if me.parent is not None:
            self.hand_back(me)
        turn = self.chooser.turn()
        while ready is not None and not ready():
            if turn is not None and timeout is not None and turn.expires:
                turn.expires = False
                me.expired = True
                me.clock += timeout + INSTANT
                return True
            turn = self.change("blocked", "")
        if kind == "finish" and self.trying is me:
            self.go_on(me)
        elif kind == "finish" and (turn is None or turn.op != "ended"):
            self.change("end", "")
        elif kind == "relock" and turn is not None and turn.op == "blocked" and turn.how == "expires" and self.relocks(turn):
            self.change("blocked", "")
        elif kind == "wait" and ready is None and turn is not None and turn.op == "blocked" and self.relocks(turn):
            self.change("blocked", "")  # no time to wait, but time for others
        return False

    def relocks(self, turn):
        """The strand has waited, and is to take the condition's lock again. Whether
        that may be where the turn ends: in its line, in a wait that is none of an
        event or the like."""
        frame = sys._getframe()
        while frame.f_code is not self.library.wait:
            frame = frame.f_back
        caller = frame.f_back.f_code
        inside = caller.co_filename == THREADING_FILE and caller.co_name != "wait_for" or caller.co_filename.startswith(POOLS)
        return turn.line == self.current.calls_at and not inside

    def at(self, op, name, line, file):
        """The running strand stands before an operation of its own code."""
        if self.quiet:
            return
        if self.outcome is not None:
            self.stop()
        me = self.current
        me.kind, me.what, me.ready, me.timeout = op, None, None, None
        if op == "call":
            me.calls_at = line
        if me.parent is not None:
            self.hand_back(me)
        self.handles += 1
        if self.handles > self.max_handles:
            self.end("limit", "more than %d operations" % self.max_handles)
            self.stop()
        turn = self.chooser.turn()
        if turn is None and self.trying is me:
            self.go_on(me)
        if turn is None or turn.op != op or turn.line != line or turn.file != file or turn.name != name:
            return
        if turn.passed < turn.skip:
            turn.passed += 1
            return
        self.change(op, name)

    def change(self, op, name):
        """The turn of the running strand is over, at an operation: it is the
        turn of another. Returns the turn in which the strand goes on."""
        me, turn = self.current, self.chooser.turn()
        if turn is not None and not self.leaving(me):
            self.over(me, op)
        chosen = self.next()
        if chosen is not me:
            self.current = chosen
            chosen.gate.release()
            me.gate.acquire()
            if self.outcome is not None:
                self.stop()
        return self.chooser.turn()

    def over(self, me, op):
        """The turn that is on is done: the strand is at an operation."""
        turn = self.chooser.turn()
        inside = op == "blocked" and turn.op == "call" and turn.line == me.calls_at
        if turn.op not in (op, "") and not inside:
            where = {"blocked": "being blocked by " + me.kind, "end": "the end", "ended": "having ended"}.get(op, op)
            self.diverge("got %s at %s, want it at %s", me.name(), where, turn.stop())
        if turn.drawn < len(turn.data):
            self.diverge("got %d choices, want %d", turn.drawn, len(turn.data))
        if self.observer is not None:
            self.observer.stand(me, turn.line)
        self.chooser.k += 1
        self.check_invariants()

    def renumber(self, n):
        turn = self.chooser.turn()
        if turn is None or turn.drawn >= len(turn.data) or turn.data[turn.drawn][0] != n + 1:
            return 0
        return self.ask(n + 1, lambda i: "")

    def shut_down(self):
        self.over(self.main, "ended")
        super().shut_down()

    def foreign(self, function):
        while isinstance(function, functools.partial):
            function = function.func
        own = sys._getframe(1)
        while own is not None and not self.own(own.f_code.co_filename):
            own = own.f_back
        line = line_at(own) if own is not None else 0
        self.at("call", function.__name__, line, self.points.file_of(own) if own is not None else "")

    def excepthook(self):
        if self.current.daemon:
            self.at("call", "excepthook", 0, "")

    def leaving(self, strand):
        """Whether a strand is the main one and waits for the others to end."""
        return strand is self.main and self.shutting_down

    def next(self):
        """The strand whose turn it is. The interpreter's own waiting for
        threads takes no turns."""
        main = self.main
        if self.shutting_down and (main.ready is None or main.ready()):
            return main
        turn = self.chooser.turn()
        if turn is None:
            return self.last()
        if turn.thread >= len(self.strands):
            self.diverge("got %d threads, want thread %d", len(self.strands), turn.thread)
        strand = self.strands[turn.thread]
        if strand.done:
            self.diverge("got %s ended, want it to run", strand.name())
        if strand.ready is not None and not strand.ready() and not (turn.expires and strand.timeout is not None):
            self.diverge("got %s blocked by %s, want it to run", strand.name(), strand.kind)
        if self.observer is not None and turn.how != "born":
            self.observer.begin("%s %s" % (strand.name(), turn.how), strand)
        return strand

    def last(self):
        """There is no turn left. Strands that stand before a call must come to
        be blocked inside it."""
        if not self.chooser.whole:
            self.end("cut")
            self.stop()
        for strand in self.strands:
            if not strand.done and (strand.ready is None or strand.ready() or strand.timeout is not None):
                if strand.ready is not None:
                    self.go_on(strand)
                self.trying = strand
                return strand
        self.end("deadlock")
        self.stop()

    def go_on(self, strand):
        self.end("diverged", "after the last turn: got %s able to go on, want the end" % strand.name())
        self.stop()

    def choose(self, me):
        """The strand me has ended."""
        if self.chooser.turn() is not None and not self.leaving(me):
            self.over(me, "ended")
        return self.next()


class AllPoints(Points):
    """Tells the execution of every operation of the program's own code."""

    calls = True

    def __init__(self, run):
        self.run = run
        self.withs = {}  # id of a frame: the lines of the with statements it is in
        self.instructions = True
        self.hooks = hooks_for(self)
        self.install, self.remove = self.hooks.install, self.hooks.remove

    @property
    def lines(self):
        return self.run.observer is not None

    def file_of(self, frame):
        name = frame.f_code.co_filename
        return "" if name == self.run.file else os.path.basename(name)

    def line(self, frame, number):
        strand = self.run.current
        if strand.parent is not None and self.run.outcome is None and not self.run.quiet:
            self.run.hand_back(strand)
        self.run.observer.line(frame, number)

    def instruction(self, frame, offset):
        i = table_of(frame.f_code).get(offset)
        if i is None:
            return False
        file, line = self.file_of(frame), i.line
        for _ in range(i.unpacks):
            self.run.at("operator", "", line, file)
        if i.last is not None:
            turn = self.run.chooser.turn()
            if turn is not None and turn.line in i.last:
                line = turn.line
        if i.op != "call" or i.name:
            self.run.at(i.op, i.name, line, file)
        return True

    def returns(self, frame):
        """A function of the program's has returned to frame. Where that looks for a
        key, it was the default factory: what it has made is to be put in."""
        if frame is not None and self.run.own(frame.f_code.co_filename) and \
                dis.opname[frame.f_code.co_code[frame.f_lasti]] == "BINARY_SUBSCR":
            self.run.at("call", "_missing", line_at(frame), self.file_of(frame))

    def call(self, frame, code, name):
        """The code in frame calls a function that is not the program's, code if
        it is written in Python. What the library calls itself matters only in a
        strand where nothing of the program runs, in pools and in queues."""
        own, below = frame, ""
        while own is not None and not self.run.own(own.f_code.co_filename):
            if own.f_code is self.run.library.bootstrap:
                if below == "run" and frame.f_code.co_name in POOLED:
                    self.run.at("call", name, 0, "")
                return
            below, own = own.f_code.co_name, own.f_back
        if own is None:
            return
        if own is frame and name == "wait_for":
            self.run.current.calls_at = line_at(own)
            return
        if own is not frame:
            if name == "wait" and frame.f_code.co_name == "wait_for" and frame.f_back is own:
                name = "wait_for"  # each wait is one, its beginning is none
            elif self.run.trying is self.run.current:
                return
            elif frame.f_code.co_filename == QUEUES and name in INSIDE:
                name = frame.f_code.co_name + "." + name.replace("notify_all", "notify")
            elif frame.f_code.co_filename == STACKS and code is not None and code.co_filename in (HERE, THREADING_FILE):
                name = "stack." + {"__enter__": "acquire", "__exit__": "release"}.get(name, name)
            elif code is None or not (code.co_filename.startswith(POOLS) or frame.f_code.co_filename.startswith(POOLS)):
                return
        line = line_at(own)
        if own is not frame and frame.f_code.co_filename != QUEUES and sys.version_info < (3, 10):
            line = self.run.current.calls_at  # the end of a with statement has another line there
        if own is frame and dis.opname[own.f_code.co_code[own.f_lasti]] in ENTERS:
            self.withs.setdefault(id(own), []).append(line)
        elif own is frame and name == "__exit__" and self.withs.get(id(own)):
            line = self.withs[id(own)].pop()
        self.run.at("call", name, line, self.file_of(own))
