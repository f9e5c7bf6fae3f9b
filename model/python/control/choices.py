"""Choices: whatever a run of a program leaves open is asked for here.

A Chooser answers; an Execution asks. This file also holds the two kinds of
values whose content is a choice: random numbers and the order of a set of
tasks. The files of this directory are one script, read one after another.
"""

import abc
import asyncio
import itertools
import math
import random
import sys
import types


class Stop(SystemExit):
    """Ends an execution whose outcome is already known.

    A SystemExit, because the event loop lets that through wherever it
    stands.
    """


class Diverged(Exception):
    """A forced choice does not fit the program."""


class Forced:
    """Gives the choices of a list, and wants all of them used."""

    def __init__(self, indices, sizes=None):
        self.indices = indices
        self.sizes = sizes
        self.asked = 0

    def choose(self, n, stay):
        k = self.asked
        if k >= len(self.indices):
            raise Diverged("decision %d: got a choice among %d, want no further choice" % (k + 1, n))
        if self.sizes is not None and self.sizes[k] != n:
            raise Diverged("decision %d: got %d alternatives, want %d" % (k + 1, n, self.sizes[k]))
        i = self.indices[k]
        if not 0 <= i < n:
            raise Diverged("decision %d: got %d alternatives, want alternative %d" % (k + 1, n, i))
        self.asked += 1
        return i

    def left(self):
        """What is wrong with the end of the execution, or None."""
        if self.asked < len(self.indices):
            return "decision %d: got the end of the execution, want a choice" % (self.asked + 1)
        return None


class Random:
    """Gives any choice. How often it changes what might stay as it is, is drawn
    for each execution: between always and seldom."""

    def __init__(self, rng):
        self.rng = rng
        self.change = 0.0

    def choose(self, n, stay):
        if not stay:
            return self.rng.randrange(n)
        if not self.change:
            self.change = self.rng.choice((1.0, 0.5, 0.25, 0.1, 0.04))
        if self.rng.random() >= self.change:
            return 0
        return self.rng.randrange(n)

    def left(self):
        return None


class Prefix:
    """Gives the choices of a list and after it always the first one."""

    def __init__(self, indices, sizes):
        self.indices = indices
        self.sizes = sizes
        self.asked = 0

    def choose(self, n, stay):
        k = self.asked
        self.asked += 1
        if k >= len(self.indices):
            return 0
        if self.sizes[k] != n:
            raise Diverged("decision %d: got %d alternatives, want %d as before: "
                           "the program does not depend on its choices alone" % (k + 1, n, self.sizes[k]))
        return self.indices[k]

    def left(self):
        return None


RUN = None  # the Execution that goes on, None between two


def ask(n, label):
    """Ask for one of n alternatives; label(i) says what alternative i is."""
    if RUN is None or n <= 1:
        return 0
    return RUN.ask(n, label)


def brief(value):
    """A short repr of value, whatever its __repr__ does."""
    try:
        text = repr(value)
    except Exception:
        text = "<%s>" % type(value).__name__
    return text if len(text) <= 40 else text[:37] + "..."


# Random numbers. What is drawn from a sequence is chosen at once; what is
# drawn from a range of floats is chosen as late as a comparison needs it.


class Variable:
    """A number known only to lie between two bounds."""

    def __init__(self, lo, hi, lo_open, hi_open):
        self.lo, self.hi = lo, hi
        self.lo_open, self.hi_open = lo_open, hi_open
        self.holes = []

    def middle(self):
        """A value that the number may have."""
        lo, hi = self.lo, self.hi
        m = lo if lo == hi else (lo + hi) / 2
        while m in self.holes:
            m = (lo + m) / 2
        return m

    def fix(self):
        """Give the number a value for good, and return it."""
        m = self.middle()
        self.lo = self.hi = m
        self.lo_open = self.hi_open = False
        return m

    def split(self, x, at):
        """Whether the number can be below x (at: or equal to it), and whether
        it can be above (not at: or equal to it)."""
        below = self.lo < x or (at and self.lo == x and not self.lo_open)
        above = self.hi > x or (not at and self.hi == x and not self.hi_open)
        return below, above

    def keep_below(self, x, at):
        if x < self.hi or (x == self.hi and not at):
            self.hi, self.hi_open = x, not at

    def keep_above(self, x, at):
        if x > self.lo or (x == self.lo and at):
            self.lo, self.lo_open = x, at


class Interval(float):
    """A random float: scale times a Variable, plus shift.

    Comparing it asks, if both answers are possible, and remembers the answer.
    Adding or multiplying by a plain number keeps it open. Anything else that
    is done with it from Python gives it a value.
    """

    def __new__(cls, var, scale=1.0, shift=0.0):
        self = float.__new__(cls, scale * var.middle() + shift)
        self.var, self.scale, self.shift = var, scale, shift
        return self

    def fix(self):
        return self.scale * self.var.fix() + self.shift

    def _compare(self, op, other):
        if isinstance(other, Interval):
            other = other.fix()
        if not isinstance(other, (int, float)):
            return NotImplemented
        if other != other:
            return False
        x = other if self.scale == 1 and self.shift == 0 else (other - self.shift) / self.scale
        sense = op if self.scale > 0 else {"<": ">", ">": "<", "<=": ">=", ">=": "<="}[op]
        at = sense in ("<=", ">")  # the point x counts as below
        wants_below = sense in ("<", "<=")
        below, above = self.var.split(x, at)
        if below and above:
            holds = ask(2, lambda i: "random %s %s is %s" % (op, brief(other), bool(i))) == 1
        else:
            holds = below == wants_below
        if holds == wants_below:
            self.var.keep_below(x, at)
        else:
            self.var.keep_above(x, at)
        return holds

    def __lt__(self, other):
        return self._compare("<", other)

    def __le__(self, other):
        return self._compare("<=", other)

    def __gt__(self, other):
        return self._compare(">", other)

    def __ge__(self, other):
        return self._compare(">=", other)

    def __eq__(self, other):
        if isinstance(other, Interval):
            other = other.fix()
        if not isinstance(other, (int, float)):
            return NotImplemented
        x = (other - self.shift) / self.scale
        v = self.var
        if v.lo == v.hi:
            return v.lo == x
        possible = (v.lo < x < v.hi or x == v.lo and not v.lo_open or x == v.hi and not v.hi_open)
        if not possible or x in v.holes:
            return False
        if ask(2, lambda i: "random == %s is %s" % (brief(other), bool(i))) == 1:
            v.lo = v.hi = x
            v.lo_open = v.hi_open = False
            return True
        v.holes.append(x)
        return False

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __hash__(self):
        return hash(self.fix())

    def __bool__(self):
        return self != 0.0

    def _affine(self, other, make, value):
        if type(other) in (int, float) and math.isfinite(other):
            return make(other)
        if isinstance(other, Interval):
            other = other.fix()
        return value(self.fix(), other)

    def __add__(self, other):
        return self._affine(other, lambda c: Interval(self.var, self.scale, self.shift + c), float.__add__)

    __radd__ = __add__

    def __sub__(self, other):
        return self._affine(other, lambda c: Interval(self.var, self.scale, self.shift - c), float.__sub__)

    def __rsub__(self, other):
        return self._affine(other, lambda c: Interval(self.var, -self.scale, c - self.shift), float.__rsub__)

    def __mul__(self, other):
        return self._affine(other, lambda c: Interval(self.var, self.scale * c, self.shift * c) if c else 0.0,
                            float.__mul__)

    __rmul__ = __mul__

    def __truediv__(self, other):
        if other == 0:
            raise ZeroDivisionError("float division by zero")
        return self._affine(other, lambda c: Interval(self.var, self.scale / c, self.shift / c), float.__truediv__)

    def __neg__(self):
        return Interval(self.var, -self.scale, -self.shift)

    def __pos__(self):
        return self


def _fixing(name):
    """The method name of float, done on a value that is given for good."""
    method = getattr(float, name)

    def fixed(self, *args):
        return method(self.fix(), *args)
    return fixed


for _name in ("__abs__", "__int__", "__float__", "__trunc__", "__floor__", "__ceil__", "__round__", "__repr__",
              "__str__", "__format__", "__floordiv__", "__rfloordiv__", "__mod__", "__rmod__", "__divmod__",
              "__pow__", "__rpow__", "__rtruediv__", "is_integer", "as_integer_ratio", "hex"):
    if hasattr(float, _name):
        setattr(Interval, _name, _fixing(_name))


class ChosenRandom(random.Random):
    """random.Random whose every draw is a choice."""

    def seed(self, *args, **kwargs):
        pass

    def random(self):
        return Interval(Variable(0.0, 1.0, False, True))

    def uniform(self, a, b):
        lo, hi = (a, b) if a <= b else (b, a)
        return Interval(Variable(float(lo), float(hi), False, False)) if lo < hi else float(lo)

    def getrandbits(self, k):
        return ask(1 << k, lambda i: "getrandbits %d" % i)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[ask(len(seq), lambda i: "choice %d of %s" % (i, brief(seq)))]

    def randrange(self, start, stop=None, step=1):
        values = range(start) if stop is None else range(start, stop, step)
        if not values:
            raise ValueError("empty range for randrange()")
        return values[ask(len(values), lambda i: "randrange gives %d" % values[i])]

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def shuffle(self, x, *ignored):
        for i in range(len(x) - 1):
            j = i + ask(len(x) - i, lambda k: "shuffle puts %s at %d" % (brief(x[i + k]), i))
            x.insert(i, x.pop(j))

    def sample(self, population, k, *, counts=None):
        rest = list(population)
        if counts is not None:
            rest = [v for v, c in zip(rest, counts) for _ in range(c)]
        if not 0 <= k <= len(rest):
            raise ValueError("Sample larger than population or is negative")
        return [rest.pop(ask(len(rest), lambda i: "sample %s" % brief(rest[i]))) for _ in range(k)]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        if weights is None and cum_weights is not None:
            weights = [b - a for a, b in zip([0] + list(cum_weights), cum_weights)]
        possible = list(population)
        if weights is not None:
            possible = [v for v, w in zip(possible, weights) if w > 0]
        if not possible:
            raise IndexError("Cannot choose from an empty population")
        return [possible[ask(len(possible), lambda i: "choices %s" % brief(possible[i]))] for _ in range(k)]


def install_random():
    """Make module random ask."""
    draws = ChosenRandom()
    for name in ("seed", "random", "uniform", "getrandbits", "choice", "randrange", "randint", "shuffle", "sample",
                 "choices", "triangular", "gauss", "normalvariate", "expovariate", "betavariate", "gammavariate",
                 "lognormvariate", "paretovariate", "weibullvariate", "vonmisesvariate"):
        if hasattr(draws, name):
            setattr(random, name, getattr(draws, name))
    random.Random = random.SystemRandom = ChosenRandom


# Sets. CPython iterates a set of tasks in the order of their addresses, which
# may be any order.


class SetType(abc.ABCMeta):
    """The type of Set and FrozenSet, of which every set is an instance."""

    def __instancecheck__(cls, value):
        if cls is Set or cls is FrozenSet:
            return isinstance(value, cls.__base__)
        return super().__instancecheck__(value)

    def __subclasscheck__(cls, sub):
        if cls is Set or cls is FrozenSet:
            return issubclass(sub, cls.__base__)
        return super().__subclasscheck__(sub)


def by_address(value):
    """Whether a set has value where its address wills."""
    return type(value).__hash__ is object.__hash__


def in_order(values):
    """values in order of creation, as far as it is known."""
    return sorted(values, key=RUN.number) if RUN is not None else list(values)


def chosen_order(self, base, keep):
    """Iterate the set self, asking for the next element each time. If keep is
    not None, the elements are appended to it."""
    rest = in_order(base.__iter__(self))
    size = len(rest)
    while rest:
        if base.__len__(self) != size:
            raise RuntimeError("Set changed size during iteration")
        value = rest.pop(ask(len(rest), lambda i: "next of a set: %s" % future_name(rest[i])))
        if keep is not None:
            keep.append(value)
        yield value


def iterate_set(self, base, frame):
    """Iterate the set self for the code in frame.

    asyncio's own loops over sets of futures come to the same in any order,
    except where tasks are made, or cancelled, one after another; what asyncio.run
    does with the tasks after that goes in the same order again.
    """
    library = frame.f_globals.get("__name__", "").startswith(("asyncio.", "concurrent.futures."))
    values = list(base.__iter__(self))
    if RUN is None or not any(by_address(v) for v in values):
        return base.__iter__(self)
    if library:
        name = frame.f_code.co_name
        if name == "_cancel_all_tasks":
            settled = self.__dict__.get("settled")
            if settled is not None:
                return iter(settled)
            self.settled = []
            return chosen_order(self, base, self.settled)
        finished = name == "as_completed" and frame.f_locals.get("finished") is self  # of a pool
        if name != "_abort" and not finished:
            return first_alike(self, values, frame)
    if not (all(map(by_address, values)) or any(map(is_future, values))):
        return iter(sorted_mixed(values))
    return chosen_order(self, base, None)


def first_alike(self, values, frame):
    """Iterate the set self, of futures or of what they are made of, for asyncio's
    function in frame: first what comes to the same in any order, in order of creation,
    then, where a function makes tasks or looks what has ended, the others in chosen
    order."""
    name = frame.f_code.co_name
    values = in_order(values)
    if name == "wait":
        alike = is_future if sys.version_info < (3, 11) else None
    elif name in ("as_completed", "__init__"):
        alike = pending if "todo" in frame.f_locals else is_future
    else:
        alike = None
    rest = [v for v in values if alike is not None and not alike(v)]
    if not rest:
        return iter(values)
    settled = self.__dict__.setdefault("settled", [])
    return itertools.chain([v for v in values if v not in rest], settled_order(rest, settled))


def pending(future):
    return not future.done()


def settled_order(rest, settled):
    """rest in chosen order, which is that of settled as far as that goes; the
    elements asked for are appended to it."""
    rest = [v for v in rest if v not in settled]
    yield from settled
    while rest:
        settled.append(rest.pop(ask(len(rest), lambda i: "next of a set: %s" % future_name(rest[i]))))
        yield settled[-1]


def sorted_mixed(values):
    """Objects placed by address in order of creation, the others before."""
    fixed = [v for v in values if not by_address(v)]
    return fixed + in_order(v for v in values if by_address(v))


def note(values):
    """Number the objects that are placed by address, in the order given."""
    if RUN is not None:
        for v in values:
            if by_address(v):
                RUN.number(v)


def _set_class(name, base, mutable):
    """A set class that gives its elements in chosen order."""

    def __new__(cls, *args):
        if args and not isinstance(args[0], (set, frozenset)):
            args = (list(args[0]),) + args[1:]
            note(args[0])
        return base.__new__(cls, *args) if base is frozenset else base.__new__(cls)

    def __init__(self, *args):
        if args and not isinstance(args[0], (set, frozenset)):
            values = list(args[0])
            note(values)
            args = (values,) + args[1:]
        base.__init__(self, *args)

    def __iter__(self):
        return iterate_set(self, base, sys._getframe(1))

    def __repr__(self):
        if not base.__len__(self):
            return base.__name__ + "()"
        text = "{" + ", ".join(map(repr, list(base.__iter__(self)))) + "}"
        return text if base is set else "frozenset(" + text + ")"

    def __reduce_ex__(self, protocol):
        return (base, (list(base.__iter__(self)),))

    members = {"__iter__": __iter__, "__repr__": __repr__, "__reduce_ex__": __reduce_ex__}
    if base is frozenset:
        members["__new__"] = __new__
    else:
        members["__init__"] = __init__

    def same_class(method):
        def result(self, *args):
            value = getattr(base, method)(self, *args)
            return chosen(value) if type(value) in (set, frozenset) else value
        result.__name__ = method
        return result

    for method in ("__and__", "__or__", "__sub__", "__xor__", "__rand__", "__ror__", "__rsub__", "__rxor__", "copy",
                   "union", "intersection", "difference", "symmetric_difference"):
        members[method] = same_class(method)

    if mutable:
        def add(self, value):
            note((value,))
            base.add(self, value)

        def update(self, *others):
            for other in others:
                if not isinstance(other, (set, frozenset)):
                    other = list(other)
                    note(other)
                base.update(self, other)

        def pop(self):
            for value in iterate_set(self, base, sys._getframe(1)):
                base.remove(self, value)
                return value
            raise KeyError("pop from an empty set")

        members.update(add=add, update=update, pop=pop)
    return SetType(name, (base,), members)


Set = _set_class("set", set, True)
FrozenSet = _set_class("frozenset", frozenset, False)
Set.__module__ = FrozenSet.__module__ = "builtins"
Set.__qualname__, FrozenSet.__qualname__ = "set", "frozenset"


def chosen(value):
    """The set value as one that gives its elements in chosen order."""
    return Set(value) if isinstance(value, set) else FrozenSet(value)


def is_future(value):
    return asyncio.isfuture(value) or type(value).__module__ == "concurrent.futures._base"


def future_name(value):
    """What to call a task or future in a label."""
    if not is_future(value):
        return brief(value)
    coro = getattr(value, "_coro", None)
    if coro is None:
        return "future %d" % RUN.number(value)
    name = value.get_name() if hasattr(value, "get_name") else RUN.names.get(id(value), "Task")
    return "%s (%s)" % (name, getattr(coro, "__qualname__", type(coro).__name__))
