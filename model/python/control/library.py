"""Library: the real threading, queue and concurrent.futures, made anew for each
execution on top of the controlled locks.

The modules' own code runs, unchanged; what they import from _thread and _queue
is what locks.py has. Made anew, because they keep counts, lists and locks.
"""

import _thread
import _queue
import ast
import atexit
import functools
import importlib.machinery
import importlib.util
import os
import sys
import threading
import types

FRESH = ("threading", "queue", "concurrent.futures", "concurrent.futures._base", "concurrent.futures.thread")
# What variables and attributes of the library are called that have functions of
# the program.
FOREIGN = ("_target", "function", "_action", "predicate", "hook", "fn", "callback", "initializer")
BEFORE = "__before__"
BUILTINS = types.BuiltinFunctionType, type(list.append), type(object().__str__), type(object.__str__)
library_code = {}  # name of a module: its code and its spec
real_threading = threading
THREADING_FILE = threading.__file__


def code_of(name):
    found = library_code.get(name)
    if found is None:
        spec = importlib.machinery.PathFinder.find_spec(name, package_path(name))
        tree = ForeignCalls().visit(ast.parse(spec.loader.get_source(name)))
        if name.startswith("concurrent.futures."):  # has sets of threads and of futures
            tree = order_sets(tree)
        code = compile(ast.fix_missing_locations(tree), spec.origin, "exec", dont_inherit=True)
        found = library_code[name] = code, spec
    return found


def package_path(name):
    parent = name.rpartition(".")[0]
    return importlib.import_module(parent).__path__ if parent else None


class ForeignCalls(ast.NodeTransformer):
    """Puts a call of BEFORE before the library's calls of what a program has given
    it: F(…) becomes BEFORE(F)(…)."""

    def visit_Call(self, node):
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
        if name in FOREIGN:
            before = ast.copy_location(ast.Name(BEFORE, ast.Load()), node.func)
            node.func = ast.copy_location(ast.Call(before, [node.func], []), node.func)
        return node


def before(function):
    """A strand stands before the call of function, which the library makes for the
    program: where that is no code of the program, nothing in it is a point."""
    if RUN is not None and builtin(function):
        RUN.foreign(function)
    return function


def builtin(function):
    while isinstance(function, functools.partial):
        function = function.func
    if isinstance(function, type):
        return not function.__flags__ & HEAP_TYPE
    return isinstance(function, BUILTINS)


def nested(code, *path):
    """The code of a function inside the code of a module; None if it has none."""
    for name in path:
        code = next((c for c in code.co_consts if isinstance(c, types.CodeType) and c.co_name == name), None)
        if code is None:
            return None
    return code


def primitives():
    """The modules _thread and _queue, controlled."""
    fake = types.ModuleType("_thread")
    fake.__dict__.update(_thread.__dict__)
    fake.__dict__.update(
        allocate_lock=Lock, allocate=Lock, LockType=Lock, RLock=RLock, get_ident=get_ident, get_native_id=get_ident,
        start_new_thread=start_raw, start_new=start_raw, _ExceptHookArgs=ExceptHookArgs, _excepthook=excepthook)
    if hasattr(_thread, "_set_sentinel"):
        fake._set_sentinel = Sentinel
    if hasattr(_thread, "lock"):
        fake.lock = Lock
    if hasattr(_thread, "start_joinable_thread"):
        fake.start_joinable_thread, fake._ThreadHandle, fake._shutdown = start_joinable, ThreadHandle, join_all
        fake._get_main_thread_ident = lambda: 1
        fake._make_thread_handle = lambda ident: ThreadHandle(next(s for s in reversed(RUN.strands) if s.public == ident))
    queues = types.ModuleType("_queue")
    queues.Empty, queues.SimpleQueue = _queue.Empty, SimpleQueue
    return {"_thread": fake, "_queue": queues}


class Library:
    """The library of one execution. It is also the finder and the loader of
    its modules."""

    fakes = None

    def __init__(self):
        if Library.fakes is None:
            Library.fakes = primitives()
        code, _ = code_of("threading")
        self.wait = nested(code, "Condition", "wait")
        self.is_owned = nested(code, "Condition", "_is_owned")
        self.acquire_restore = nested(code, "Condition", "_acquire_restore")
        self.thread_init = nested(code, "Thread", "__init__")
        self.delete = nested(code, "Thread", "_delete")
        self.bootstrap = nested(code, "Thread", "_bootstrap_inner")
        self.loading = False
        self.saved = {}
        self.threading = None
        self.at_exit = []

    # Importing.

    def find_spec(self, name, path=None, target=None):
        if name not in FRESH:
            return None
        code, spec = code_of(name)
        return importlib.machinery.ModuleSpec(name, self, origin=spec.origin, is_package=spec.submodule_search_locations is not None)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        code, spec = code_of(module.__name__)
        module.__file__ = spec.origin
        module.__dict__[BEFORE] = before
        if spec.submodule_search_locations is not None:
            module.__path__ = spec.submodule_search_locations
        if module.__name__.startswith("concurrent.futures."):
            module.__dict__.update({"set": Set, SETS_NAME: Set})
        exec(code, module.__dict__)

    def install(self):
        """Make the program find this library. What other modules have of the
        real one is replaced, too."""
        for name in FRESH + ("_thread", "_queue"):
            self.saved[name] = sys.modules.pop(name, None)
        sys.modules.update(Library.fakes)
        sys.meta_path.insert(0, self)
        self.loading = True
        self.threading = importlib.import_module("threading")
        self.loading = False
        self.users = [m for m in list(sys.modules.values())
                      if isinstance(m, types.ModuleType) and m.__dict__.get("threading") is real_threading and m.__name__ != "__main__"]
        for module in self.users:
            module.threading = self.threading
        self.cached = functools.RLock if hasattr(functools, "RLock") else None
        if self.cached is not None:
            functools.RLock = RLock
        self.atexit = atexit.register, atexit.unregister
        atexit.register, atexit.unregister = self.register, self.unregister

    def remove(self, before):
        """Undo install; forget the modules that were imported since and have
        something of this library."""
        sys.meta_path.remove(self)
        atexit.register, atexit.unregister = self.atexit
        if self.cached is not None:
            functools.RLock = self.cached
        for module in self.users:
            module.threading = real_threading
        for name in FRESH + ("_thread", "_queue"):
            sys.modules.pop(name, None)
            if self.saved[name] is not None:
                sys.modules[name] = self.saved[name]
        for name in set(sys.modules) - before:
            module = sys.modules[name]
            if any(v is self.threading or getattr(v, "__module__", None) in FRESH
                   for v in list(getattr(module, "__dict__", {}).values())):
                del sys.modules[name]
        futures = sys.modules.get("concurrent.futures")
        if futures is not None:
            sys.modules["concurrent"].futures = futures

    # The end of the interpreter.

    def register(self, function, *args, **kwargs):
        self.at_exit.append((function, args, kwargs))
        return function

    def unregister(self, function):
        self.at_exit = [entry for entry in self.at_exit if entry[0] != function]

    def shut_down(self):
        """What the interpreter does when the program's text is through."""
        self.threading._shutdown()
        while self.at_exit:
            function, args, kwargs = self.at_exit.pop()
            try:
                function(*args, **kwargs)
            except Stop:
                raise
            except BaseException:
                pass  # the interpreter prints it and goes on


def install_threads():
    """Once for the process: nothing here is ever forked, and who registers for
    that would be kept alive."""
    if hasattr(os, "register_at_fork"):
        del os.register_at_fork
