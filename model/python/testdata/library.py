"""Runs programs with the real library modules and with those of a directory.

usage: library.py LIBDIR PROGRAM...

Prints one JSON object a line: {"program", "real", "ours"}, the two outputs. A
program NAME_N.py is left out before CPython 3.N.
"""

import abc
import ast
import contextlib
import io
import json
import os
import re
import sys
import traceback
import types

LIB = sys.argv[1]


def refuse(code, msg, hint):
    raise NotImplementedError("%s: %s (%s)" % (code, msg, hint))


def dataclass_bound(where, positional, keyword, args, kwargs):
    """What the machine makes of the arguments of a dataclass's __init__: for each
    field its name, the value or what makes it, which of them, and whether it is stored."""
    required, default, factory, always = range(4)
    takes = [f for f in positional if f[1] != always]
    if len(args) > len(takes):
        optional = len([f for f in takes if f[1] != required])
        n = len(takes) + 1
        many = "from %d to %d" % (n - optional, n) if optional else str(n)
        raise TypeError("%s() takes %s positional argument%s but %d %s given"
                        % (where, many, "" if n == 1 else "s", len(args) + 1, "were"))
    given = dict(zip([f[0] for f in takes], args))
    names = [f[0] for f in positional + keyword if f[1] != always]
    for name in kwargs:
        if name in given:
            raise TypeError("%s() got multiple values for argument '%s'" % (where, name))
        if name not in names:
            raise TypeError("%s() got an unexpected keyword argument '%s'" % (where, name))
    given.update(kwargs)
    for what, fields in (("positional", positional), ("keyword-only", keyword)):
        missing = [repr(f[0]) for f in fields if f[1] == required and f[0] not in given]
        if missing:
            text = missing[-1] if len(missing) == 1 else ", ".join(missing[:-1]) + (
                "," if len(missing) > 2 else "") + " and " + missing[-1]
            raise TypeError("%s() missing %d required %s argument%s: %s" % (
                where, len(missing), what, "" if len(missing) == 1 else "s", text))
    return [(name, given.get(name, value), name not in given and way in (factory, always), stored)
            for name, way, value, stored in positional + keyword]


def dataclass_init(self, *args):
    """What the machine does for dataclasses' __init__."""
    variables = []
    for name, value, makes, stored in dataclass_bound(*args):
        if makes:
            value = value()
        if stored:
            object.__setattr__(self, name, value)
        else:
            variables.append(value)
    return tuple(variables)


def supports(cls, name):
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name] is not None
    return False


def quiet_print(*args, **kwargs):
    """print as the machine's, which takes any file."""
    file = kwargs.pop("file", None)
    if getattr(file, "__name__", "") != "stderr":
        print(*args, **kwargs)


class ClassMaker(type):
    """Asks a base's __make_class__ for the class, as the machine does."""

    def __new__(mcs, name, bases, body):
        for base in bases:
            if "__make_class__" in base.__dict__:
                return base.__make_class__(name, bases, dict(body))
        return super().__new__(mcs, name, bases, body)


STUBS = {
    "contextlib": {"_before": lambda function, args: None},
    "dataclasses": {"_init": dataclass_init, "_bound": dataclass_bound, "_store": object.__setattr__,
                    "_runs": lambda factory: isinstance(factory, types.FunctionType),
                    "_values": lambda obj, names: tuple([getattr(obj, n) for n in names])},
    "collections": {"_getter": lambda i: lambda self: tuple.__getitem__(self, i), "_minor": sys.version_info.minor},
    "collections.abc": {"_supports": supports},
    "functools": {"_cached_property_lock": lambda: None},
    "sys": {"_minor": lambda: sys.version_info[1]},
}

# what the machine has of its own
NATIVES = {
    "inspect": ["iscoroutinefunction", "iscoroutine", "isawaitable", "isfunction", "ismethod", "isgenerator",
                "isgeneratorfunction", "isasyncgen", "isasyncgenfunction"],
    "abc": ["ABC", "ABCMeta"],
    "collections": ["deque", "defaultdict"],
    "functools": ["partial"],
    "enum": ["Enum", "IntEnum", "Flag", "IntFlag", "auto"],
}


def imported(text):
    names = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names += [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module)
    return names


def load(name, done):
    """Put the module called name, and what it imports, into sys.modules."""
    path = os.path.join(LIB, name + ".py")
    if name in done or not os.path.exists(path):
        return
    done[name] = None
    with open(path) as f:
        text = f.read()
    for other in imported(text):
        load(other, done)
    real = sys.modules[name]
    module = types.ModuleType(name)
    space = module.__dict__
    space["print"] = quiet_print
    space["_refuse"] = refuse
    space.update({n: getattr(real, n) for n in NATIVES.get(name, [])})
    space.update(STUBS.get(name, {}))
    with modules(done):
        exec(compile(text, path, "exec"), space)
    if "NamedTuple" in space:
        body = dict(space["NamedTuple"].__dict__)
        body.pop("__dict__")
        body.pop("__weakref__")
        space["NamedTuple"] = type.__new__(ClassMaker, "NamedTuple", (), body)
    if name == "collections.abc":
        done["collections"].abc = module
    done[name] = module


@contextlib.contextmanager
def modules(replaced):
    replaced = {n: m for n, m in replaced.items() if m is not None}
    saved = {n: sys.modules[n] for n in replaced}
    sys.modules.update(replaced)
    try:
        yield
    finally:
        sys.modules.update(saved)


def run(path, replaced):
    out = io.StringIO()
    with open(path) as f:
        code = compile(f.read(), path, "exec")
    err = sys.stderr
    sys.stderr = io.StringIO()
    try:
        with contextlib.redirect_stdout(out), modules(replaced):
            try:
                exec(code, {"__name__": "__main__"})
            except BaseException:
                out.write(traceback.format_exc())
    finally:
        sys.stderr = err
    return out.getvalue()


def main():
    for path in sys.argv[2:]:
        with open(path) as f:
            text = f.read()
        since = re.search(r"_(\d+)\.py$", path)
        if since and sys.version_info[1] < int(since.group(1)):
            continue
        for name in imported(text):
            __import__(name)
        for name in sorted(os.listdir(LIB)):
            if name.endswith(".py") and not name.startswith("condcheck"):  # ours alone
                __import__(name[:-3])
        done = {}
        for name in imported(text):
            load(name, done)
        json.dump({"program": path, "real": run(path, {}), "ours": run(path, done)}, sys.stdout)
        sys.stdout.write("\n")
        sys.stdout.flush()


main()
