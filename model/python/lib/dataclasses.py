"""dataclasses: classes made of their annotations.

The machine binds the arguments of __init__ (_init) and reads several
attributes at once (_values); what a class is made of is worked out here, when
the class is made. A class keeps its fields as tuples: it must hold nothing that
can change, or it would be part of every state.
"""


class MISSING:
    """Says that there is no default."""


class KW_ONLY:
    """An annotation: the fields that follow are keyword-only."""


class InitVar:
    """An annotation: an argument for __post_init__ and no field."""

    def __init__(self, type=None):
        self.type = type

    __class_getitem__ = classmethod(lambda cls, type: cls(type))

    def __repr__(self):
        return "dataclasses.InitVar[" + getattr(self.type, "__name__", repr(self.type)) + "]"


class FrozenInstanceError(AttributeError):
    """Assignment to a field of a frozen dataclass."""


_FIELD, _INITVAR, _CLASSVAR = range(3)


class Field:
    """A field of a dataclass."""

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only, name=None, type=None,
                 kind=_FIELD):
        self.name = name
        self.type = type
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = {} if metadata is None else metadata
        self.kw_only = kw_only
        self._kind = kind

    def _packed(self):
        return (self.default, self.default_factory, self.init, self.repr, self.hash, self.compare,
                self.metadata or None, self.kw_only, self.name, self.type, self._kind)

    def __repr__(self):
        return "Field(name=%r,type=%r,default=%r)" % (self.name, self.type, self.default)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Say more about a field than its type and default."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _unpacked(cls):
    """All fields of a dataclass, class variables included."""
    return [Field(*packed) for packed in cls.__dataclass_params__[2:]]


def _annotation(ann):
    """The name that an annotation begins with, without modules."""
    if isinstance(ann, type):
        return ann.__name__
    text = ann if isinstance(ann, str) else repr(ann)
    return text.strip("'\"").split("[")[0].split(".")[-1].strip()


def _class_fields(cls, kw_only):
    """The fields that the body of a class adds, in order."""
    own = cls.__dict__
    anns = own["__annotations__"] if "__annotations__" in own else {}
    found = []
    for name in anns:
        what = _annotation(anns[name])
        if what == "KW_ONLY":
            kw_only = True
            continue
        default = getattr(cls, name, MISSING)
        f = default if isinstance(default, Field) else field(default=default)
        f.name = name
        f.type = anns[name]
        if what == "ClassVar":
            f._kind = _CLASSVAR
        elif what == "InitVar":
            f._kind = _INITVAR
        if f._kind == _FIELD:
            if f.kw_only is MISSING:
                f.kw_only = kw_only
        elif f.default_factory is not MISSING:
            raise TypeError("field %s cannot have a default factory" % name)
        elif f._kind == _INITVAR and f.kw_only is MISSING:
            f.kw_only = kw_only
        if f._kind == _FIELD and isinstance(f.default, (list, dict, set)):
            raise ValueError("mutable default %s for field %s is not allowed: use default_factory"
                             % (type(f.default), name))
        found.append(f)
        if isinstance(default, Field) and name in own:
            if f.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, f.default)
    for name in own:
        if isinstance(own[name], Field) and name not in anns:
            raise TypeError("%r is a field but has no type annotation" % name)
    return found


# How __init__ finds the value of a field, and whether it stores it.
_REQUIRED, _DEFAULT, _FACTORY, _ALWAYS = range(4)


def _plan(fields):
    """What __init__ does with each field that it has to do with: tuples of
    name, way, default or factory, and whether it is a field."""
    plan = []
    for f in fields:
        if f._kind == _CLASSVAR:
            continue
        stored = f._kind == _FIELD
        if not f.init:
            if f.default_factory is not MISSING:
                plan.append((f.name, _ALWAYS, f.default_factory, stored))
        elif f.default is not MISSING:
            plan.append((f.name, _DEFAULT, f.default, stored))
        elif f.default_factory is not MISSING:
            plan.append((f.name, _FACTORY, f.default_factory, stored))
        else:
            plan.append((f.name, _REQUIRED, None, stored))
    return tuple(plan)


def _make_init(cls, fields):
    seen = None
    for f in fields:
        if f._kind != _CLASSVAR and f.init and not f.kw_only:
            if f.default is not MISSING or f.default_factory is not MISSING:
                seen = f
            elif seen is not None:
                raise TypeError("non-default argument %r follows default argument %r" % (f.name, seen.name))
    where = cls.__qualname__ + ".__init__"
    positional = _plan([f for f in fields if not f.kw_only])
    keyword = _plan([f for f in fields if f.kw_only])

    post = hasattr(cls, "__post_init__")

    if any(way >= _FACTORY and _runs(factory) for _, way, factory, _ in positional + keyword):
        def __init__(self, /, *args, **kwargs):
            # Other threads may come while a factory runs that is the program's.
            variables = []
            for name, value, makes, stored in _bound(where, positional, keyword, args, kwargs):
                if makes:
                    value = value()
                if stored:
                    _store(self, name, value)
                else:
                    variables.append(value)
            if post:
                self.__post_init__(*variables)
    elif post:
        def __init__(self, /, *args, **kwargs):
            self.__post_init__(*_init(self, where, positional, keyword, args, kwargs))
    else:
        def __init__(self, /, *args, **kwargs):
            _init(self, where, positional, keyword, args, kwargs)
    return __init__


def _make_repr(names):
    def __repr__(self):
        values = _values(self, names)
        return type(self).__qualname__ + "(" + ", ".join(
            ["%s=%r" % (name, value) for name, value in zip(names, values)]) + ")"

    return __repr__


def _make_eq(names):
    def __eq__(self, other):
        if self is other:
            return True
        if type(other) is not type(self):
            return NotImplemented
        return _values(self, names) == _values(other, names)

    return __eq__


def _make_order(names):
    def __lt__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return _values(self, names) < _values(other, names)

    def __le__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return _values(self, names) <= _values(other, names)

    def __gt__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return _values(self, names) > _values(other, names)

    def __ge__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return _values(self, names) >= _values(other, names)

    return (__lt__, __le__, __gt__, __ge__)


def _make_hash(names):
    def __hash__(self):
        return hash(_values(self, names))

    return __hash__


def _make_frozen(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError("cannot assign to field %r" % name)
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError("cannot delete field %r" % name)
        super(cls, self).__delattr__(name)

    return (__setattr__, __delattr__)


def _add(cls, name, function):
    """Add a method if the class does not define it itself."""
    function.__qualname__ = cls.__qualname__ + "." + name
    if name in cls.__dict__:
        return False
    setattr(cls, name, function)
    return True


def _set_hash(cls, names, eq, frozen, unsafe_hash):
    own = cls.__dict__
    explicit = "__hash__" in own and (own["__hash__"] is not None or "__eq__" not in own)
    if unsafe_hash:
        if explicit:
            raise TypeError("Cannot overwrite attribute __hash__ in class " + cls.__name__)
    elif explicit or not eq:
        return None
    elif not frozen:
        return lambda: setattr(cls, "__hash__", None)
    return lambda: setattr(cls, "__hash__", _make_hash(names))


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Make a class a dataclass."""
    def make(cls):
        cls = _dataclass(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only)
        return _slotted(cls) if slots else cls

    return make if cls is None else make(cls)


def _dataclass(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only):
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    by_name = {}
    for base in reversed(cls.__mro__[1:]):
        if not hasattr(base, "__dataclass_fields__"):
            continue
        if frozen and not base.__dataclass_params__[1]:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
        if base.__dataclass_params__[1] and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        for f in _unpacked(base):
            by_name[f.name] = f
    for f in _class_fields(cls, kw_only):
        by_name[f.name] = f
    everything = list(by_name.values())
    fields = [f for f in everything if f._kind == _FIELD]
    compared = tuple([f.name for f in fields if f.compare])
    set_hash = _set_hash(cls, tuple([f.name for f in fields if (f.compare if f.hash is None else f.hash)]), eq, frozen,
                         unsafe_hash)
    cls.__dataclass_fields__ = tuple(by_name)
    cls.__dataclass_params__ = (eq, frozen) + tuple([f._packed() for f in everything])
    if init:
        _add(cls, "__init__", _make_init(cls, everything))
    if repr:
        _add(cls, "__repr__", _make_repr(tuple([f.name for f in fields if f.repr])))
    if eq:
        _add(cls, "__eq__", _make_eq(compared))
    if order:
        for name, function in zip(("__lt__", "__le__", "__gt__", "__ge__"), _make_order(compared)):
            if not _add(cls, name, function):
                raise TypeError("Cannot overwrite attribute %s in class %s. Consider using "
                                "functools.total_ordering" % (name, cls.__name__))
    if frozen:
        for name, function in zip(("__setattr__", "__delattr__"), _make_frozen(cls, tuple([f.name for f in fields]))):
            if not _add(cls, name, function):
                raise TypeError("Cannot overwrite attribute %s in class %s" % (name, cls.__name__))
    if set_hash is not None:
        set_hash()
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in everything if f._kind != _CLASSVAR and f.init and not f.kw_only])
    return cls


def _slotted(cls):
    """The class again, with its fields as __slots__."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = []
    for base in cls.__mro__[1:]:
        slots = base.__dict__.get("__slots__", ())
        inherited += [slots] if isinstance(slots, str) else slots
    names = [f.name for f in fields(cls)]
    namespace = dict(cls.__dict__)
    for name in names:
        namespace.pop(name, None)
    namespace["__slots__"] = tuple([name for name in names if name not in inherited])
    return type(cls.__name__, cls.__bases__, namespace)


def is_dataclass(obj):
    """Whether obj is a dataclass or an instance of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def fields(class_or_instance):
    """The fields of a dataclass."""
    if not hasattr(class_or_instance, "__dataclass_fields__"):
        raise TypeError("must be called with a dataclass type or instance")
    return tuple([f for f in _unpacked(class_or_instance) if f._kind == _FIELD])


def _is_instance(obj):
    return not isinstance(obj, type) and hasattr(type(obj), "__dataclass_fields__")


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance as a dict, and so on inside."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _plain(obj, lambda o: dict_factory([(f.name, _plain_dict(getattr(o, f.name), dict_factory))
                                               for f in fields(o)]), None)


def _plain_dict(value, dict_factory):
    return _plain(value, lambda o: asdict(o, dict_factory=dict_factory), lambda v: _plain_dict(v, dict_factory))


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance as a tuple, and so on inside."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _plain(obj, lambda o: tuple_factory([_plain_tuple(getattr(o, f.name), tuple_factory)
                                                for f in fields(o)]), None)


def _plain_tuple(value, tuple_factory):
    return _plain(value, lambda o: astuple(o, tuple_factory=tuple_factory), lambda v: _plain_tuple(v, tuple_factory))


def _plain(value, instance, inner):
    """Copy value: dataclass instances by instance, what containers hold by
    inner."""
    if _is_instance(value):
        return instance(value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*[inner(v) for v in value])
    if isinstance(value, list):
        return [inner(v) for v in value]
    if isinstance(value, tuple):
        return tuple([inner(v) for v in value])
    if isinstance(value, dict):
        return {inner(k): inner(value[k]) for k in value}
    if isinstance(value, set):
        return {inner(v) for v in value}
    return value


def replace(obj, /, **changes):
    """A new instance with some fields changed."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in _unpacked(obj):
        if f._kind == _CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError("field %s is declared with init=False, it cannot be specified with replace()"
                                % f.name)
        elif f.name not in changes:
            if f._kind == _INITVAR:
                if f.default is MISSING:
                    raise TypeError("InitVar %r must be specified with replace()" % f.name)
                changes[f.name] = f.default
            else:
                changes[f.name] = getattr(obj, f.name)
    return type(obj)(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    """A dataclass made of a list of names, or (name, type) or (name, type,
    default)."""
    names = {}
    body = {} if namespace is None else dict(namespace)
    for item in fields:
        if isinstance(item, str):
            names[item] = "typing.Any"
        else:
            names[item[0]] = item[1]
            if len(item) == 3:
                body[item[0]] = item[2]
    body["__annotations__"] = names
    return dataclass(type(cls_name, bases, body), **options)
