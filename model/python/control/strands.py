"""Strands: real threads, let through one at a time.

A strand is a thread of the program. Of all strands one runs; the others stand
before an operation, each parked at a lock of its own. When the running strand
comes to a point (see points.py and locks.py) it says what it stands before, and
a choice says who goes on: itself, or another whose operation can be done now,
or one whose operation is timed and cannot, for which the time is then over.

The alternatives are the running strand, if it can go on, and then the others in
the order in which they were started. Nothing can go on: that is a deadlock, for
the main strand ends last. It waits, as the interpreter does, for all strands
that are no daemons; then the execution is over and the daemons stay where they
are. To be rid of them each is sent a Stop, one after another.
"""

import _thread
import sys

allocate_lock, start_new_thread, real_ident = _thread.allocate_lock, _thread.start_new_thread, _thread.get_ident
MOST_STOPS = 50  # a strand that swallows more of them is left alone
INSTANT = 1e-6  # seconds by which the end of a time comes late: nobody looks at the clock just then
IDENTS = {"get_ident", "get_native_id", "ident", "native_id"}  # names by which a program asks for public numbers
UNWINDING = 2.0  # seconds that a strand has to come to its end


def mentions(code, names):
    """Whether code, or code inside it, uses one of the names."""
    return not names.isdisjoint(code.co_names) or any(
        mentions(c, names) for c in code.co_consts if isinstance(c, type(code)))


class Strand:
    """A thread of the program."""

    def __init__(self, number):
        self.number = number
        self.public = 1  # what the program is told for it
        self.gate = allocate_lock()  # parked here
        self.gate.acquire()
        self.ended = allocate_lock()  # released at the end
        self.ended.acquire()
        self.ident = None  # of the thread itself
        self.parent = None  # the strand that starts this one just now
        self.thread = None  # the Thread object
        self.daemon = True
        self.done = False
        self.finishing = False
        self.listed = 0  # how often its beginning or its end was listed
        self.clock = 0.0
        self.stops = 0
        self.at_line, self.at_file = 0, ""  # where it stands, if it is watched
        self.calls_at = 0  # the program's line where it called the library last
        # What it stands before, whether it can be done (None: it always can),
        # and the seconds it has for that (None: all of them).
        self.kind, self.what, self.ready, self.timeout = "begin", None, None, None
        self.expired = False

    def is_done(self):
        return self.done

    def name(self):
        if self.number == 0:
            return "main"
        return self.thread._name if self.thread is not None else "thread %d" % self.number


class Threads(Execution):
    """One execution of a program with threads."""

    def __init__(self, chooser, request):
        super().__init__(chooser, request)
        self.preempt = request["preempt"]
        self.main = self.current = Strand(0)
        self.main.daemon = False
        self.strands = [self.main]  # in the order in which they were started
        self.numbered = []  # the last strands that have had the public numbers from 2 on
        self.uncaught = []
        self.shutting_down = False  # the main strand waits for the others
        self.stopping = False  # the main strand knows that the execution is over
        self.library = Library()
        self.points = Points(self)

    # Points.

    def pause(self, kind, what=None, ready=None, timeout=None):
        """Stand before an operation until it is this strand's turn. Returns
        whether the time for it is over."""
        if self.quiet:
            if ready is not None and not ready():
                if timeout is not None:
                    return True
                raise RuntimeError("nobody can be waited for here")
            return False
        if self.outcome is not None:
            self.stop()
        me = self.current
        me.kind, me.what, me.ready, me.timeout, me.expired = kind, what, ready, timeout, False
        if me.parent is not None:
            self.hand_back(me)
        else:
            self.handles += 1
            if self.handles > self.max_handles:
                self.end("limit", "more than %d points" % self.max_handles)
                self.stop()
            if self.invariants is not None:
                self.check_invariants()
            if self.observer is not None and self.observer.full():
                self.end("cut")
                self.stop()
            chosen = self.choose(me)
            if chosen is not me:
                self.current = chosen
                chosen.gate.release()
                me.gate.acquire()
                if self.outcome is not None:
                    self.stop()
        if self.observer is not None:
            self.observer.begin(self.label(me, me.expired), me)
        if me.expired:
            me.clock += me.timeout + INSTANT
        return me.expired

    def hand_back(self, me):
        """The first point of a strand: its starter goes on."""
        parent, me.parent = me.parent, None
        self.current = parent
        parent.gate.release()
        me.gate.acquire()
        if self.outcome is not None:
            self.stop()

    def choose(self, me):
        """Choose who goes on; me is the strand that has run until now."""
        alternatives = []
        if not me.done:
            self.consider(me, alternatives)
        stay = len(alternatives) > 0 and not alternatives[0][1]
        for strand in self.strands:
            if not strand.done and strand is not me:
                self.consider(strand, alternatives)
        if not alternatives:
            self.end("deadlock")
            self.stop()
        i = 0
        if len(alternatives) > 1:
            i = self.ask(len(alternatives), lambda i: self.label(*alternatives[i]), stay)
        chosen, chosen.expired = alternatives[i]
        return chosen

    def consider(self, strand, alternatives):
        if strand.ready is None or strand.ready():
            alternatives.append((strand, False))
        elif strand.timeout is not None:
            alternatives.append((strand, True))

    def ask(self, n, label, stay=False):
        try:
            return super().ask(n, label, stay)
        except Stop:
            self.stop()

    def label(self, strand, expired):
        what = "time is over for " + strand.kind if expired else strand.kind
        detail = getattr(strand.what, "label", None)
        return "%s: %s%s" % (strand.name(), what, " " + detail() if detail is not None else "")

    def now(self):
        return self.current.clock

    def sleep(self, seconds):
        self.pause("sleep")
        self.current.clock += seconds + (INSTANT if seconds > 0 else 0)

    # Starting and ending.

    def start(self, function, args, kwargs, thread, handle=None):
        """Start a strand. It runs, at once, up to its first point."""
        self.pause("start")
        parent, strand = self.current, Strand(len(self.strands))
        strand.parent, strand.clock, strand.thread = parent, parent.clock, thread
        strand.daemon = thread is None or thread._daemonic
        if handle is not None:
            handle.strand = strand
        self.strands.append(strand)
        self.give_number(strand)
        if self.observer is not None:
            self.observer.add("spawn", strand, 0, "")
        start_new_thread(self.run_strand, (strand, function, args, kwargs))
        self.current = strand
        strand.gate.release()
        parent.gate.acquire()
        if self.outcome is not None:
            self.stop()
        return strand

    def give_number(self, strand):
        """Give a strand a public number: a new one, or that of one that has ended."""
        free = [i for i, s in enumerate(self.numbered) if s.done]
        n = self.renumber(len(free)) if free else 0
        i = free[n - 1] if n > 0 else len(self.numbered)
        self.numbered[i:i + 1] = [strand]
        strand.public = i + 2

    def renumber(self, n):
        """Which of n numbers is given again, from 1 on; 0 for none."""
        if not mentions(self.code, IDENTS):
            return 0
        return self.ask(n + 1, lambda i: "number of the thread: %s" % (i or "new"))

    def run_strand(self, strand, function, args, kwargs):
        """What a strand's own thread does."""
        strand.ident = real_ident()
        strand.gate.acquire()
        try:
            if self.outcome is None:
                self.points.install()
                function(*args, **kwargs)
        except SystemExit:
            pass
        except BaseException as e:
            self.uncaught.append(e)
        self.points.remove()
        try:
            self.finish(strand)
            self.ended(strand)
        except Stop:
            pass
        strand.done = True
        strand.ended.release()

    def foreign(self, function):
        """The library is about to call a builtin for the program."""
        if self.preempt != "sync":
            self.pause("call")

    def excepthook(self):
        """An exception has left the strand; a daemon may be abandoned before
        anybody sees it."""
        if self.current.daemon:
            self.pause("excepthook")

    def finish(self, strand):
        """The end of a strand is an operation like others."""
        if not strand.finishing:
            strand.finishing = True
            self.pause("finish")

    def ended(self, strand):
        """Leave the field to another strand, for good."""
        if self.outcome is not None:
            return
        if self.observer is not None:
            self.observer.note("finish", None, "")
        strand.done = True
        chosen = self.choose(strand)
        self.current = chosen
        chosen.gate.release()

    # The end of the execution.

    def execute(self, code, namespace):
        """Run the program as the main strand."""
        status, failure = "ok", None
        self.points.install()
        try:
            try:
                exec(code, namespace)
            except Stop:
                raise
            except BaseException as e:
                status, failure = "exception:" + type(e).__name__, e
            self.finish(self.main)
            self.shut_down()
            self.pause("exit")
            self.end(status, brief(failure) if failure is not None else None, failure)
        finally:
            self.points.remove()
            self.unwind()

    def shut_down(self):
        """The text of the program is through: wait for the other strands."""
        if self.observer is not None:
            self.observer.note("finish", None, "")
        self.shutting_down = True
        self.library.shut_down()

    def stop(self):
        """The outcome is known: leave. The main strand sees to the others."""
        me = self.current
        if me is not self.main:
            if not self.stopping:
                self.stopping = True
                self.main.gate.release()
                me.gate.acquire()
            me.stops += 1
            if me.stops > MOST_STOPS:
                me.ended.release()
                me.gate.acquire()  # for ever
        raise Stop()

    def unwind(self):
        """End the strands that are left. One that does not let itself be ended
        keeps the process from being used again."""
        self.stopping = True
        for strand in self.strands[1:]:
            self.current = strand
            if not strand.ended.acquire(False):
                strand.gate.release()
                if not strand.ended.acquire(True, UNWINDING):
                    self.stray = True
        self.quiet = True

    def unseen(self):
        return self.uncaught

    def stuck(self):
        """For each strand that is not done its name, the line of the program
        where it waits, and whether it waits for another's end. The main strand
        whose text is through is as good as done."""
        frames = sys._current_frames()
        return [[strand.name(), self.line_of(frames.get(strand.ident)), strand.kind == "join"]
                for strand in self.strands if not strand.done and not (strand is self.main and self.shutting_down)]

    def line_of(self, frame):
        """The innermost line of the program in the calls that frame is in."""
        while frame is not None and not self.own(frame.f_code.co_filename):
            frame = frame.f_back
        return frame.f_lineno if frame is not None else 0

    def names_of_all(self):
        return [strand.name() for strand in self.strands]

    def observed(self, most):
        return ThreadObserver(self, self.file, most)

    def enter(self, before):
        self.before = before
        self.main.ident = real_ident()
        self.library.install()
        if self.observer is not None:
            observe_threading(self.library.threading)

    def leave(self):
        self.library.remove(self.before)

    def abandon(self):
        self.quiet = True
        super().abandon()
