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


class Program:
    """A program: its file name and its code."""

    def __init__(self, file, source):
        self.file = file
        self.directory = os.path.dirname(os.path.abspath(file))
        tree = order_sets(ast.parse(source, file))
        self.code = compile(tree, file, "exec", dont_inherit=True)
        self.builtins = dict(builtins.__dict__)
        self.builtins.update({"set": Set, "frozenset": FrozenSet, SETS_NAME: Set})

    def run(self, chooser, request):
        """Execute the program once and return its outcome."""
        global RUN
        kind = Loops if not request.get("preempt") else Followed if isinstance(chooser, Schedule) else Threads
        run = kind(chooser, request)
        main = types.ModuleType("__main__")
        run.namespace, run.code = main.__dict__, self.code
        main.__dict__.update(__file__=self.file, __builtins__=self.builtins)
        modules = set(sys.modules)
        saved = sys.stdout, sys.stderr, sys.stdin, sys.modules["__main__"], sys.argv, sys.path[:]
        sys.modules["__main__"] = main
        sys.argv = [self.file]
        sys.path.insert(0, self.directory)
        sys.stdin = io.StringIO("")
        sys.stdout, sys.stderr = (ERR, ERR) if request.get("output") else (Nowhere(), Nowhere())
        if request.get("trace"):
            run.observer = run.observed(request.get("max_steps") or 0)
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

        gc.disable()
        RUN = run
        run.enter(modules)
        try:
            start_alarm(alarm, seconds)
            try:
                run.execute(self.code, main.__dict__)
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
            if run.stray:
                give_up(outcome)
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
    run.leave()
    logging.root.handlers[:] = []
    logging.root.setLevel(logging.WARNING)
    for logger in list(logging.Logger.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger):
            logger.handlers[:] = []
            logger.setLevel(logging.NOTSET)
    run.abandon()
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
    mode = request.get("mode", "random")
    try:
        program = Program(request["file"], request["source"])
    except (SyntaxError, ValueError) as e:
        emit({"done": True, "complete": False, "executions": 0, "error": "%s: %s" % (type(e).__name__, e)})
        return
    reporter = Reporter(request.get("distinct", False))
    count, complete = 0, False
    if mode == "forced":
        sizes = request.get("sizes")
        for turns in request.get("turns", ()):
            reporter.report(program.run(Schedule(turns, request["whole"]), request))
            count += 1
        for k, indices in enumerate(request["forced"]):
            reporter.report(program.run(Forced(indices, sizes[k] if sizes else None), request))
            count += 1
        complete = True
    elif mode == "random":
        for k in range(request.get("count", 1)):
            rng = RealRandom("%s/%d" % (request.get("seed", 0), k))
            reporter.report(program.run(Random(rng), request))
            count += 1
    elif mode == "exhaustive":
        limit = request.get("limit") or 10000
        for outcome, last in every(program, request):
            reporter.report(outcome)
            count += 1
            complete = last
            if count >= limit:
                break
    else:
        raise ValueError("mode: got %r, want forced, random or exhaustive" % mode)
    emit({"done": True, "complete": complete, "executions": count, "counts": list(reporter.seen.values())})


def every(program, request):
    """Execute the program with every sequence of choices, depth first; yields
    outcomes, each with whether it ends a complete enumeration."""
    indices, sizes, cut = [], [], False
    while True:
        outcome = program.run(Prefix(indices, sizes), request)
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
    install_threads()
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
