"""Points: where in the program's own code a strand can be stopped.

How fine they are is a choice: at every line that begins ("line"), at every
instruction that may touch what others can reach ("access"), where CPython since
3.10 looks whether another thread wants to run ("gil"), or nowhere ("sync"), for
the operations on locks are points of their own.

The instructions go by names that are the same for all versions, as in dis, but
for what belongs to one operation: "load-global", "store-attr", "load-item",
"operator", "call", and so on.
"""

import builtins
import dis
import re
import sys
import types

# Names of operations by instruction; those that have a name of their own, an
# operand that is one, are in NAMED.
NAMED = {
    "LOAD_GLOBAL": "load-global", "STORE_GLOBAL": "store-global", "DELETE_GLOBAL": "del-global",
    "LOAD_NAME": "load-global", "STORE_NAME": "store-global", "DELETE_NAME": "del-global",
    "LOAD_DEREF": "load-cell", "STORE_DEREF": "store-cell", "DELETE_DEREF": "del-cell",
    "LOAD_CLASSDEREF": "load-cell", "LOAD_FROM_DICT_OR_GLOBALS": "load-global", "LOAD_FROM_DICT_OR_DEREF": "load-cell",
    "LOAD_ATTR": "load-attr", "LOAD_METHOD": "load-attr", "LOAD_SUPER_ATTR": "load-attr",
    "STORE_ATTR": "store-attr", "DELETE_ATTR": "del-attr",
}
PLAIN = {
    "BINARY_SUBSCR": "load-item", "STORE_SUBSCR": "store-item", "DELETE_SUBSCR": "del-item",
    "BINARY_SLICE": "load-item", "STORE_SLICE": "store-item",
    "COMPARE_OP": "operator", "CONTAINS_OP": "operator", "BINARY_OP": "operator",
    "UNPACK_SEQUENCE": "operator", "UNPACK_EX": "operator", "FORMAT_VALUE": "operator", "FORMAT_SIMPLE": "operator",
    "FORMAT_WITH_SPEC": "operator", "LIST_EXTEND": "operator", "SET_UPDATE": "operator", "DICT_UPDATE": "operator",
    "DICT_MERGE": "operator",
    "GET_ITER": "iter", "FOR_ITER": "next", "YIELD_VALUE": "yield",
}
TRUTH = re.compile("TO_BOOL|UNARY_NOT|POP_JUMP_(FORWARD_|BACKWARD_)?IF_(TRUE|FALSE)|JUMP_IF_(TRUE|FALSE)")
DECIDED = re.compile("TO_BOOL|UNARY_NOT|COMPARE_OP|CONTAINS_OP|IS_OP|JUMP_IF_NOT_EXC_MATCH|CHECK_EXC_MATCH|CHECK_EG_MATCH")
CALLS = ("CALL_FUNCTION", "CALL_FUNCTION_KW", "CALL_FUNCTION_EX", "CALL_METHOD", "CALL", "CALL_KW")
# Methods that trace functions are not told of where builtins have them.
SLOTS = ("__getattribute__", "__setattr__", "__delattr__", "__setitem__", "__delitem__", "__len__", "__iter__",
         "__eq__", "__ne__", "__init__", "__repr__", "__str__", "__hash__", "__next__", "__iadd__")
READY = ("LIST_TO_TUPLE", "CALL_INTRINSIC_1", "BUILD_TUPLE_UNPACK_WITH_CALL", "BUILD_MAP", "BUILD_CONST_KEY_MAP", "DICT_MERGE",
         "BUILD_MAP_UNPACK_WITH_CALL", "BUILD_TUPLE")  # make the arguments of a call that has stars
CONSTANT = (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type)


class Instruction:
    """An instruction that may touch what is shared."""

    __slots__ = ("op", "name", "line", "base", "unpacks", "last")

    def __init__(self, op, name, line, base, unpacks=0, last=None):
        self.op, self.name, self.line, self.base = op, name, line, base
        self.unpacks = unpacks  # how many arguments with stars the call itself goes over
        self.last = last  # the return of a generator: the lines that it may be said to be in

    def label(self):
        return "line %d%s" % (self.line, " " + self.name if self.name else "")

    def constant(self, frame):
        """Whether it only loads what a program does not change: a function, a
        class or a module, or something of a module."""
        base = self.name if self.op == "load-global" else self.base
        if base is None:
            return False
        value = frame.f_globals.get(base, None)
        if value is None:
            return base not in frame.f_globals and hasattr(builtins, base)
        if self.op == "load-global":
            return isinstance(value, CONSTANT)
        return isinstance(value, types.ModuleType)


class Line:
    """The beginning of a line."""

    __slots__ = ("line",)

    def __init__(self, line):
        self.line = line

    def label(self):
        return "line %d" % self.line


tables, line_tables = {}, {}  # code: its Instructions by offset; where its lines start


def table_of(code):
    found = tables.get(code)
    if found is None:
        found = tables[code] = make_table(code)
    return found


def make_table(code):
    """The instructions of code that may touch what is shared, by the offset at
    which the interpreter tells of them: that of the arguments before them."""
    lines, found, line, before, start = dict(dis.findlinestarts(code)), {}, code.co_firstlineno, None, None
    stack = []  # the names of the builtin classes on it, as far as a straight run shows
    for i in dis.get_instructions(code):
        line = lines.get(i.offset) or line
        called = class_called(stack, i) if i.opname in CALLS else ""
        unpacks = starred(stack, i)
        move(stack, i)
        if start is None:
            start = i.offset
        if i.opname == "EXTENDED_ARG":
            continue
        offset, start, base, name, last = start, None, None, "", None
        if i.opname in NAMED:
            op, name = NAMED[i.opname], i.argval
            if isinstance(name, tuple):
                name = name[-1]
            if op == "load-attr" and before is not None and before.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
                base = before.argval
        elif i.opname in PLAIN:
            op = PLAIN[i.opname]
        elif i.opname in CALLS:
            op, name = "call", called
        elif i.opname.startswith(("BINARY_", "INPLACE_")):
            op = "operator"
        elif TRUTH.match(i.opname) and (before is None or not DECIDED.match(before.opname)):
            op = "operator"  # of a value that is not true or false already
        elif i.opname.startswith("RETURN_") and code.co_flags & 0x20 and i.opname != "RETURN_GENERATOR":
            op, last = "yield", range(code.co_firstlineno, max(filter(None, lines.values())) + 1)
        else:
            op = None
        if i.opname not in ("CACHE", "PUSH_NULL", "PRECALL", "RESUME"):
            before = i
        if op is not None:
            found[offset] = Instruction(op, name, line, base, unpacks, last)
    return found


def move(stack, i):
    """Do to the stack what the instruction does."""
    try:
        effect = dis.stack_effect(i.opcode, i.arg, jump=False)
    except ValueError:
        effect = 0
    if effect < 0:
        del stack[effect:]
    else:
        stack.extend([""] * effect)
    if i.opname in ("LOAD_GLOBAL", "LOAD_NAME") and isinstance(getattr(builtins, i.argval, None), type):
        stack[-1:] = [i.argval]
    elif i.opname in ("LOAD_ATTR", "LOAD_METHOD") and i.argval in SLOTS:
        n = 2 if i.opname == "LOAD_METHOD" else 1
        stack[-n:] = [i.argval] * n
    elif i.opname in READY or i.opname == "LOAD_CONST" and i.argval == ():
        stack[-1:] = ["()"]


def starred(stack, i):
    """How many arguments with stars a call goes over itself."""
    if i.opname != "CALL_FUNCTION_EX":
        return 0
    args = 1 + (i.arg or 0) % 2
    return sum(1 for name in stack[-args:] if name != "()")


def class_called(stack, i):
    """The builtin class that a call makes an instance of, or the method of SLOTS.
    Trace functions are told of no such call, sys.monitoring of all."""
    # In 3.11 the instruction before the call takes the arguments.
    below = {"CALL_FUNCTION": i.arg, "CALL_METHOD": i.arg, "CALL_FUNCTION_KW": (i.arg or 0) + 1, "CALL": 0}.get(i.opname)
    if below is None or hasattr(sys, "monitoring") or below >= len(stack) or stack[-1 - below] == "()":
        return ""
    return stack[-1 - below]


def line_at(frame):
    """The line of the instruction that frame is at."""
    code, at = frame.f_code, frame.f_lasti
    table = line_tables.get(code)
    if table is None:
        table = line_tables[code] = sorted(dis.findlinestarts(code))
    line = code.co_firstlineno
    for offset, number in table:
        if offset > at:
            break
        line = number or line
    return line


class Points:
    """What an execution does where the interpreter says that the program's own
    code comes to a line or to an instruction (see hooks.py)."""

    calls = False  # whether calls of what is not the program's are told of

    def __init__(self, run):
        self.run = run
        self.lines = run.preempt == "line"
        self.instructions = run.preempt == "access"
        self.hooks = hooks_for(self)
        self.install, self.remove = self.hooks.install, self.hooks.remove

    def line(self, frame, number):
        self.run.pause("line", Line(number))

    def instruction(self, frame, offset):
        """Returns False if there is no point at this place ever."""
        i = table_of(frame.f_code).get(offset)
        if i is None:
            return False
        if not i.constant(frame):
            self.run.pause(i.op, i)
        return True
