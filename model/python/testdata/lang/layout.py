"""Which bases go together in a class."""
from collections import Counter, OrderedDict, defaultdict


class Empty:
    __slots__ = ()


class One:
    __slots__ = ("a",)


class Other:
    __slots__ = "b"


class Both(One):
    __slots__ = ("c",)


class Weak:
    __slots__ = ("__dict__", "__weakref__")


class Plain(Exception):
    pass


class Mapping(dict):
    pass


class Seconds(int):
    pass


class Disk(OSError):
    pass


for bases in [
    (int, str), (int, dict), (Exception, int), (str, Exception), (int, float), (int, object), (bool,),
    (OSError, KeyError), (KeyError, OSError), (StopIteration, OSError), (ValueError, KeyError),
    (SystemExit, ValueError), (SystemExit, StopIteration), (AttributeError, KeyError),
    (AttributeError, NameError), (AttributeError, ImportError), (UnicodeError, OSError), (SyntaxError, OSError),
    (UnicodeDecodeError, UnicodeEncodeError), (Plain, TimeoutError), (TimeoutError, Plain), (Plain, Disk),
    (Disk, ConnectionError), (Plain, KeyError, Disk), (ModuleNotFoundError, KeyError),
    (One, Other), (Both, One), (One, Both), (One, Empty), (Other, Weak), (One, Plain), (One, Mapping),
    (Empty, Plain), (Mapping, Seconds), (Mapping, Plain), (Mapping, dict), (Seconds, int), (Seconds, float),
    (dict, OrderedDict), (Counter, OrderedDict), (Mapping, defaultdict), (type, dict),
    (KeyboardInterrupt, Exception), (NameError, UnboundLocalError),
]:
    names = ", ".join(b.__name__ for b in bases)
    try:
        print(names, [c.__name__ for c in type("C", bases, {}).__mro__])
    except TypeError as e:
        print(names, *str(e).split())


class Missing(ValueError, KeyError):
    pass


class Gone(KeyError, OSError):
    pass


for make in Missing, Gone:
    try:
        raise make("x")
    except LookupError as e:
        print(repr(e), str(e), e.args, isinstance(e, (ValueError, OSError)))


class Stop(Plain, StopIteration):
    pass


print(Stop(5).value)
