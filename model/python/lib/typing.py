"""typing: names for annotations.

Nothing here checks anything. What can be subscripted gives itself; what can be
derived from is an empty class.
"""

import abc
import collections
from collections.abc import (AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, Callable, Collection, Container,
                             Coroutine, Generator, Hashable, ItemsView, Iterable, Iterator, KeysView, Mapping,
                             MappingView, MutableMapping, MutableSequence, MutableSet, Reversible, Sequence, Sized,
                             ValuesView)
from collections.abc import Set as AbstractSet
from contextlib import AbstractAsyncContextManager as AsyncContextManager
from contextlib import AbstractContextManager as ContextManager

TYPE_CHECKING = False


class _Form:
    """A name that annotations are made of. They are classes, for a class never
    changes and costs a state nothing."""

    def __new__(cls, *args, **kwargs):
        raise TypeError("Cannot instantiate typing." + cls.__name__)

    def __class_getitem__(cls, params):
        return cls


class Any(_Form):
    pass


class Union(_Form):
    pass


class Optional(_Form):
    pass


class Literal(_Form):
    pass


class LiteralString(_Form):
    pass


class Final(_Form):
    pass


class ClassVar(_Form):
    pass


class Annotated(_Form):
    pass


class NoReturn(_Form):
    pass


class Never(_Form):
    pass


class Self(_Form):
    pass


class Concatenate(_Form):
    pass


class Required(_Form):
    pass


class NotRequired(_Form):
    pass


class ReadOnly(_Form):
    pass


class TypeAlias(_Form):
    pass


class TypeGuard(_Form):
    pass


class TypeIs(_Form):
    pass


class Unpack(_Form):
    pass


List = list
Dict = dict
Set = set
FrozenSet = frozenset
Tuple = tuple
Type = type
Text = str
Deque = collections.deque
DefaultDict = collections.defaultdict
OrderedDict = collections.OrderedDict
Counter = collections.Counter
ChainMap = collections.ChainMap


class Generic:
    """A base of classes with type parameters."""

    def __class_getitem__(cls, params):
        return cls


class Protocol(Generic, abc.ABC):
    """A base of classes that say what others have. With runtime_checkable,
    isinstance looks for the methods that the protocol defines."""

    @classmethod
    def __subclasshook__(cls, other):
        if Protocol not in cls.__bases__ or not getattr(cls, "_is_runtime_protocol", False):
            return NotImplemented
        for name in cls.__dict__:
            if (name[:1] != "_" or name in ("__call__", "__len__", "__iter__", "__aenter__", "__aexit__", "__enter__",
                                            "__exit__", "__await__")) and not hasattr(other, name):
                return NotImplemented
        return True


def runtime_checkable(cls):
    """Let isinstance work with a protocol."""
    cls._is_runtime_protocol = True
    return cls


class SupportsInt(Protocol):
    def __int__(self):
        pass


class SupportsFloat(Protocol):
    def __float__(self):
        pass


class SupportsIndex(Protocol):
    def __index__(self):
        pass


class SupportsAbs(Protocol):
    def __abs__(self):
        pass


class TypeVar:
    """A type parameter. All are one."""

    def __new__(cls, name, *constraints, bound=None, covariant=False, contravariant=False, default=None):
        return cls


class TypeVarTuple:
    """Any number of type parameters."""

    def __new__(cls, name, *, default=None):
        return cls


class ParamSpec:
    """The parameters of a function."""

    args = kwargs = None

    def __new__(cls, name, *, bound=None, default=None):
        return cls


AnyStr = TypeVar("AnyStr", bytes, str)


def cast(typ, val):
    """val"""
    return val


def overload(func):
    """A declaration of one of several signatures: the last definition counts."""
    return func


def final(f):
    """f"""
    return f


def override(method, /):
    """method"""
    return method


def no_type_check(arg):
    """arg"""
    return arg


def dataclass_transform(**kwargs):
    """A decorator that does nothing."""
    return lambda cls: cls


def assert_type(val, typ, /):
    """val"""
    return val


def reveal_type(obj, /):
    """obj"""
    return obj


def assert_never(arg, /):
    """Says that the place cannot be reached."""
    raise AssertionError("Expected code to be unreachable, but got: %r" % (arg,))


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """Types are not evaluated."""
    _refuse("type-hints", "the values of annotations are not modelled", "pass the types yourself")


def NewType(name, tp):
    """A function that returns its argument."""
    def new_type(x):
        return x

    new_type.__name__ = name
    return new_type


class NamedTuple:
    """A base: the annotations become the items of named tuples. A class with a
    base that has __make_class__ is what that returns."""

    def __new__(cls, typename, fields=(), /, **kwargs):
        pairs = list(fields) + list(kwargs.items())
        return collections.namedtuple(typename, [name for name, _ in pairs])


def _named_tuple_class(name, bases, body):
    """The class that a class statement with the base NamedTuple makes."""
    fields = tuple(body["__annotations__"]) if "__annotations__" in body else ()
    defaults = []
    for field in fields:
        if field.startswith("_"):
            raise ValueError("Field names cannot start with an underscore: %r" % field)
        if field in body:
            defaults.append(body[field])
        elif defaults:
            raise TypeError("Non-default namedtuple field %s cannot follow default field%s %s" % (
                field, "s" if len(defaults) > 1 else "",
                ", ".join([f for f in fields if f in body][:len(defaults)])))
    return collections._tuple_class(name, fields, tuple(defaults), body,
                                    (tuple,) + tuple([b for b in bases if b is not NamedTuple and b is not Generic]))


class TypedDict:
    """A base of classes whose instances are plain dicts."""

    def __init_subclass__(cls, total=True):
        pass

    def __new__(cls, *args, **kwargs):
        if cls is TypedDict:
            return type(args[0], (TypedDict,), {"__annotations__": args[1] if len(args) > 1 else {}})
        return dict(*args, **kwargs)


NamedTuple.__make_class__ = staticmethod(_named_tuple_class)
