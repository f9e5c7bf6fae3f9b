"""Names for annotations. Annotations are not evaluated; what is left are base
classes, casts and aliases, for which placeholders do."""

TYPE_CHECKING = False


class _Special:
    def __init__(self, name):
        self._name = name

    def __getitem__(self, item):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __or__(self, other):
        return self

    def __ror__(self, other):
        return self

    def __repr__(self):
        return "typing." + self._name


Any = _Special("Any")
AnyStr = _Special("AnyStr")
Annotated = _Special("Annotated")
AsyncContextManager = _Special("AsyncContextManager")
AsyncGenerator = _Special("AsyncGenerator")
AsyncIterable = _Special("AsyncIterable")
AsyncIterator = _Special("AsyncIterator")
Awaitable = _Special("Awaitable")
Callable = _Special("Callable")
ClassVar = _Special("ClassVar")
Collection = _Special("Collection")
Concatenate = _Special("Concatenate")
Container = _Special("Container")
ContextManager = _Special("ContextManager")
Coroutine = _Special("Coroutine")
Counter = _Special("Counter")
DefaultDict = _Special("DefaultDict")
Deque = _Special("Deque")
Dict = _Special("Dict")
Final = _Special("Final")
FrozenSet = _Special("FrozenSet")
Generator = _Special("Generator")
Hashable = _Special("Hashable")
Iterable = _Special("Iterable")
Iterator = _Special("Iterator")
List = _Special("List")
Literal = _Special("Literal")
LiteralString = _Special("LiteralString")
Mapping = _Special("Mapping")
MutableMapping = _Special("MutableMapping")
MutableSequence = _Special("MutableSequence")
MutableSet = _Special("MutableSet")
Never = _Special("Never")
NoReturn = _Special("NoReturn")
NotRequired = _Special("NotRequired")
Optional = _Special("Optional")
OrderedDict = _Special("OrderedDict")
Required = _Special("Required")
Self = _Special("Self")
Sequence = _Special("Sequence")
Set = _Special("Set")
Sized = _Special("Sized")
Text = str
Tuple = _Special("Tuple")
Type = _Special("Type")
TypeAlias = _Special("TypeAlias")
TypeGuard = _Special("TypeGuard")
Union = _Special("Union")
Unpack = _Special("Unpack")


class Generic:
    def __class_getitem__(cls, item):
        return cls


class Protocol:
    def __class_getitem__(cls, item):
        return cls


def TypeVar(name, *constraints, **options):
    return _Special(name)


def TypeVarTuple(name, **options):
    return _Special(name)


def ParamSpec(name, **options):
    return _Special(name)


def NewType(name, tp):
    return tp


def cast(typ, value):
    return value


def assert_never(value):
    raise AssertionError("Expected code to be unreachable, but got: " + repr(value))


def assert_type(value, typ):
    return value


def reveal_type(value):
    return value


def final(f):
    return f


def overload(f):
    return f


def override(f):
    return f


def runtime_checkable(cls):
    return cls


def no_type_check(f):
    return f
