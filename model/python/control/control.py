"""Control: executions of a program under chosen scheduling.

Reads requests, one JSON object a line, from standard input and writes what
came of them, one JSON object a line: the executions, then {"done": true, …}.
"""

import ast
import asyncio
import builtins
import concurrent.futures
import gc
import inspect
import io
import json
import logging
import os
import random
import signal
import sys
import threading
import time
import traceback
import types
import warnings
import weakref

try:
    import contextvars
except ImportError:  # before 3.7
    contextvars = None

SETS_NAME = "__condcheck_set__"
real_time, real_cpu, RealRandom = time.monotonic, time.process_time, random.Random
patience = 40  # how often an execution is told that its time is over


class Sets(ast.NodeTransformer):
    """Makes displays and comprehensions of sets calls of Set."""

    def visit_Set(self, node):
        self.generic_visit(node)
        return self.call(node, ast.List(elts=node.elts, ctx=ast.Load()))

    def visit_SetComp(self, node):
        self.generic_visit(node)
        return self.call(node, ast.ListComp(elt=node.elt, generators=node.generators))

    def call(self, node, values):
        name = ast.Name(id=SETS_NAME, ctx=ast.Load())
        call = ast.Call(func=name, args=[values], keywords=[])
        for new in (call, name, values):
            ast.copy_location(new, node)
        return call


def order_sets(tree):
    return ast.fix_missing_locations(Sets().visit(tree))


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
    """One execution of a program, from its first line to its outcome."""

    def __init__(self, schedule, chooser, request):
        self.schedule, self.chooser = schedule, chooser
        self.file = request["file"]
        self.invariants = {} if request.get("invariants") else None
        self.max_handles = request.get("max_handles") or 100000
        self.labels = request.get("labels", True)
        self.choices = []
        self.outcome = None
        self.observer = None
        self.quiet = False  # nothing is asked any more
        self.handles = 0
        self.namespace = {}
        self.tasks = []
        self.mains = set()
        self.at_shutdown = []
        self.clocks = {}
        self.base_clock = 0.0
        self.starting = []  # number and clock of the tasks now being made
        self.names = {}
        self.threads = threading.active_count()
        self._numbers = {}
        self._kept = []
        self._number = 0
        self._name = 0

    # Choices.

    def ask(self, n, label):
        if self.quiet:
            return 0
        if self.outcome is not None:
            raise Stop()
        try:
            i = self.chooser.choose(n)
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
        """Whether name is that of a file of the program."""
        return name == self.file or self.observer is not None and self.observer.is_own(name)

    # Names, numbers and clocks.

    def next_number(self):
        self._number += 1
        return self._number

    def next_name(self):
        self._name += 1
        return "Task-%d" % self._name

    def name_unused(self, name):
        if name == "Task-%d" % self._name:
            self._name -= 1

    def number(self, value):
        """The place of value in the order of creation."""
        n = self._numbers.get(id(value))
        if n is None:
            n = self.starting[-1][0] if self.starting and isinstance(value, asyncio.Task) else self.next_number()
            self._numbers[id(value)] = n
            self._kept.append(value)
        return n

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
        outcome["stuck"] = stuck(self.tasks, self.own) if status == "deadlock" else []
        if self.observer is not None:
            outcome["trace"] = self.observer.steps
            outcome["tasks"] = [future_name(task) for task in self.tasks]
        if self.invariants:
            outcome["invariants"] = sorted(self.invariants)
        if error:
            outcome["error"] = error
        self.outcome = outcome
        outcome["violated"] = self.false("finally_")
        self.quiet = False

    def unseen(self):
        """The exceptions of tasks that nobody retrieved."""
        found = [exception for _, exception in self.at_shutdown]
        seen = {id(task) for task, _ in self.at_shutdown}
        for task in self.tasks:
            if id(task) in self.mains or id(task) in seen or not task.done() or task.cancelled():
                continue
            if getattr(task, "_log_traceback", False):
                found.append(task._exception)
        return found

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


class Program:
    """A program: its file name and its code."""

    def __init__(self, file, source):
        self.file = file
        self.directory = os.path.dirname(os.path.abspath(file))
        tree = order_sets(ast.parse(source, file))
        self.code = compile(tree, file, "exec", dont_inherit=True)
        self.builtins = dict(builtins.__dict__)
        self.builtins.update({"set": Set, "frozenset": FrozenSet, SETS_NAME: Set})

    def run(self, schedule, chooser, request):
        """Execute the program once and return its outcome."""
        global RUN
        run = Execution(schedule, chooser, request)
        main = types.ModuleType("__main__")
        run.namespace = main.__dict__
        main.__dict__.update(__file__=self.file, __builtins__=self.builtins)
        modules = set(sys.modules)
        saved = sys.stdout, sys.stderr, sys.stdin, sys.modules["__main__"], sys.argv, sys.path[:]
        sys.modules["__main__"] = main
        sys.argv = [self.file]
        sys.path.insert(0, self.directory)
        sys.stdin = io.StringIO("")
        sys.stdout, sys.stderr = (ERR, ERR) if request.get("output") else (Nowhere(), Nowhere())
        if request.get("trace"):
            observe_primitives()
            run.observer = Observer(run, self.file, self.directory, request.get("max_steps") or 0)
            sys.stdout.write = sys.stderr.write = run.observer.write
        seconds = request.get("timeout") or 10.0
        started = real_cpu()
        told = [0]

        def alarm(signum, frame):
            told[0] += 1
            if told[0] == 1 and run.outcome is None:
                if real_cpu() - started < seconds / 4:
                    run.end("unsupported", "the program waits for the outside world")
                else:
                    run.end("limit", "more than %g seconds" % seconds)
            if told[0] > patience:
                give_up(run.outcome)
            raise Stop()

        set_policy(ControlledPolicy())
        gc.disable()
        RUN = run
        try:
            start_alarm(alarm, seconds)
            try:
                execute(self.code, main.__dict__, run.observer)
            finally:
                # From here on the alarm must not interfere.
                if run.outcome is not None:
                    stop_alarm()
            run.end("ok")
        except Stop:
            pass
        except BaseException as e:
            try:
                run.end("exception:" + type(e).__name__, brief(e), e)
            except Stop:
                pass
        finally:
            stop_alarm()
            outcome = run.outcome
            abandon(run)
            RUN = None
            sys.stdout, sys.stderr, sys.stdin, sys.modules["__main__"], sys.argv, sys.path[:] = saved
            self.forget_modules(modules)
        return outcome

    def forget_modules(self, before):
        """Drop the modules of the program's own directory: the next execution
        imports them anew."""
        for name in set(sys.modules) - before:
            file = getattr(sys.modules[name], "__file__", None)
            if file and os.path.dirname(os.path.abspath(file)).startswith(self.directory):
                del sys.modules[name]


class Nowhere(io.StringIO):
    """Swallows what is written to it."""

    def write(self, text):
        return len(text)


def execute(code, namespace, observer=None):
    if observer is not None:
        sys.settrace(observer.trace)
    try:
        if contextvars is not None:
            contextvars.Context().run(exec, code, namespace)
        else:
            exec(code, namespace)
    finally:
        if observer is not None:
            sys.settrace(None)


executions = 0


def abandon(run):
    """Leave the execution: nothing of it may reach into the next one, and
    what its suspended coroutines do when they are destroyed counts for
    nothing."""
    global executions
    asyncio._set_running_loop(None)
    current = getattr(asyncio.tasks, "_current_tasks", None)
    if isinstance(current, dict):
        current.clear()
    set_policy(None)
    logging.root.handlers[:] = []
    logging.root.setLevel(logging.WARNING)
    for logger in list(logging.Logger.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger):
            logger.handlers[:] = []
            logger.setLevel(logging.NOTSET)
    for task in run.tasks:
        task._log_destroy_pending = False
        if task.done() and not task.cancelled():
            task.exception()  # seen
    run.namespace.clear()
    run.namespace = None
    for kept in (run.tasks, run._kept, run._numbers, run.clocks, run.at_shutdown):
        kept.clear()
    run.chooser = None
    executions += 1
    if executions % 64 == 0:
        gc.collect()


def start_alarm(handler, seconds):
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, seconds, 0.05)


def stop_alarm():
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_IGN)


def give_up(outcome):
    """The program does not let itself be stopped: write what is known and end
    the process."""
    emit(outcome)
    os._exit(3)


# Requests.


def emit(value):
    OUT.write(json.dumps(value, sort_keys=True, separators=(",", ":")) + "\n")
    OUT.flush()


class Reporter:
    """Writes outcomes; of those that are the same, if asked, the first one
    only, and at the end how often each was seen."""

    def __init__(self, distinct):
        self.distinct = distinct
        self.seen = {}
        self.written = 0

    def report(self, outcome):
        if not self.distinct:
            emit(outcome)
            self.written += 1
            return
        key = json.dumps([outcome[k] for k in ("status", "globals", "task_exceptions", "violated")], sort_keys=True)
        if key in self.seen:
            self.seen[key] += 1
            return
        self.seen[key] = 1
        emit(outcome)
        self.written += 1


def serve(request):
    schedule, mode = request.get("schedule", "fifo"), request.get("mode", "random")
    if schedule not in ("fifo", "any"):
        raise ValueError("schedule: got %r, want fifo or any" % schedule)
    try:
        program = Program(request["file"], request["source"])
    except (SyntaxError, ValueError) as e:
        emit({"done": True, "complete": False, "executions": 0, "error": "%s: %s" % (type(e).__name__, e)})
        return
    reporter = Reporter(request.get("distinct", False))
    count, complete = 0, False
    if mode == "forced":
        sizes = request.get("sizes")
        for k, indices in enumerate(request["forced"]):
            reporter.report(program.run(schedule, Forced(indices, sizes[k] if sizes else None), request))
            count += 1
        complete = True
    elif mode == "random":
        for k in range(request.get("count", 1)):
            rng = RealRandom("%s/%d" % (request.get("seed", 0), k))
            reporter.report(program.run(schedule, Random(rng), request))
            count += 1
    elif mode == "exhaustive":
        limit = request.get("limit") or 10000
        for outcome, last in every(program, schedule, request):
            reporter.report(outcome)
            count += 1
            complete = last
            if count >= limit:
                break
    else:
        raise ValueError("mode: got %r, want forced, random or exhaustive" % mode)
    emit({"done": True, "complete": complete, "executions": count, "counts": list(reporter.seen.values())})


def every(program, schedule, request):
    """Execute the program with every sequence of choices, depth first; yields
    outcomes, each with whether it ends a complete enumeration."""
    indices, sizes, cut = [], [], False
    while True:
        outcome = program.run(schedule, Prefix(indices, sizes), request)
        choices = outcome["choices"]
        if outcome["status"] in ("limit", "unsupported", "diverged"):
            cut = True
        k = len(choices) - 1
        while k >= 0 and choices[k][1] + 1 >= choices[k][0]:
            k -= 1
        yield outcome, k < 0 and not cut
        if k < 0:
            return
        indices = [c[1] for c in choices[:k]] + [choices[k][1] + 1]
        sizes = [c[0] for c in choices[:k + 1]]


def install():
    """Take the process over."""
    global OUT, ERR, requests
    OUT = os.fdopen(os.dup(1), "w", encoding="utf-8")
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    # What the leavings of an execution say when they are destroyed is for
    # nobody; our own errors go to ERR.
    ERR, sys.stderr = sys.stderr, Nowhere()
    warnings.simplefilter("ignore")
    install_asyncio()
    install_random()
    install_time()
    if hasattr(gc, "freeze"):
        gc.collect()
        gc.freeze()


def main():
    install()
    try:
        for line in requests:
            if line.strip():
                serve(json.loads(line))
    except BaseException:
        traceback.print_exc(file=ERR)
        leave(1)
    leave(0)


def leave(code):
    """End the process at once: what is left of executions must not run."""
    OUT.flush()
    ERR.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
