"""collections: containers. deque and defaultdict are the machine's."""


class OrderedDict(dict):
    """A dict with an order that counts and can be changed."""

    def __init__(self, other=(), /, **kwds):
        OrderedDict.update(self, other, **kwds)

    # What a derived class has for items is called, where CPython calls it.

    def update(self, other=(), /, **kwds):
        if type(self) is OrderedDict:
            dict.update(self, other, **kwds)
            return
        for k, v in dict(other, **kwds).items():
            self[k] = v

    def setdefault(self, key, default=None):
        if type(self) is OrderedDict:
            return dict.setdefault(self, key, default)
        if key in self:
            return self[key]
        self[key] = default
        return default

    def move_to_end(self, key, last=True):
        value = dict.pop(self, key)
        if last:
            dict.__setitem__(self, key, value)
        else:
            rest = list(dict.items(self))
            dict.clear(self)
            dict.__setitem__(self, key, value)
            dict.update(self, rest)

    def pop(self, key, *default, **named):
        if named:
            default = (named.pop("default"),)
        if _minor >= 11 or type(self) is OrderedDict or not dict.__contains__(self, key):
            return dict.pop(self, key, *default)
        value = self[key]
        del self[key]
        return value

    def popitem(self, last=True):
        if not self:
            raise KeyError("dictionary is empty")
        key = next(reversed(self) if last else iter(self))
        return key, OrderedDict.pop(self, key)

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and list(self) == list(other)
        return dict.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        if not self:
            return type(self).__name__ + "()"
        return type(self).__name__ + "(%s)" % (dict.__repr__(self) if _minor >= 12 else list(self.items()))

    def copy(self):
        new = type(self)()
        for key in self:
            new[key] = self[key]
        return new

    __copy__ = copy


class Counter(dict):
    """How often each of some things is there."""

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, /, **kwds):
        self._count(iterable, 1)
        self._count(kwds, 1)

    def subtract(self, iterable=None, /, **kwds):
        self._count(iterable, -1)
        self._count(kwds, -1)

    def _count(self, iterable, sign):
        if iterable is None:
            return
        if isinstance(iterable, dict):
            for key in iterable:
                self[key] = self[key] + sign * iterable[key]
        else:
            for key in iterable:
                self[key] = self[key] + sign

    def most_common(self, n=None):
        pairs = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        return pairs if n is None else pairs[:n]

    def elements(self):
        for key, n in list(self.items()):
            for _ in range(n):
                yield key

    def total(self):
        return sum(self.values())

    def __delitem__(self, key):
        if key in self:
            dict.__delitem__(self, key)

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __repr__(self):
        if not self:
            return "Counter()"
        return "Counter({%s})" % ", ".join(["%r: %r" % pair for pair in self.most_common()])

    def _combine(self, other, function):
        new = Counter()
        for key in list(self) + [k for k in other if k not in self]:
            n = function(self[key], other[key])
            if n > 0:
                new[key] = n
        return new

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combine(other, lambda a, b: a + b)

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combine(other, lambda a, b: a - b)

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combine(other, max)

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combine(other, min)

    def _become(self, other):
        self.clear()
        dict.update(self, other)
        return self

    def __iadd__(self, other):
        return self._become(self + other)

    def __isub__(self, other):
        return self._become(self - other)

    def __ior__(self, other):
        return self._become(self | other)

    def __iand__(self, other):
        return self._become(self & other)

    def __pos__(self):
        return self + Counter()

    def __neg__(self):
        return Counter() - self

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all([self[k] == other[k] for k in list(self) + list(other)])

    def __ne__(self, other):
        return NotImplemented if not isinstance(other, Counter) else not self == other

    __hash__ = None


class ChainMap:
    """Several dicts as one; writing goes to the first."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for m in self.maps:
            if key in m:
                return m[key]
        return self.__missing__(key)

    def __missing__(self, key):
        raise KeyError(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __contains__(self, key):
        return any([key in m for m in self.maps])

    def _merged(self):
        merged = {}
        for m in reversed(self.maps):
            merged.update(m)
        return merged

    def __len__(self):
        return len(self._merged())

    def __iter__(self):
        return iter(self._merged())

    def __bool__(self):
        return any(self.maps)

    def keys(self):
        return self._merged().keys()

    def values(self):
        return self._merged().values()

    def items(self):
        return self._merged().items()

    def __eq__(self, other):
        return self._merged() == (other._merged() if isinstance(other, ChainMap) else other)

    __hash__ = None

    def __repr__(self):
        return "ChainMap(%s)" % ", ".join([repr(m) for m in self.maps])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        if key not in self.maps[0]:
            raise KeyError("Key not found in the first mapping: %r" % (key,))
        del self.maps[0][key]

    def pop(self, key, *default):
        if not default and key not in self.maps[0]:
            raise KeyError("Key not found in the first mapping: %r" % (key,))
        return self.maps[0].pop(key, *default)

    def popitem(self):
        if not self.maps[0]:
            raise KeyError("No keys found in the first mapping.")
        return self.maps[0].popitem()

    def clear(self):
        self.maps[0].clear()

    def update(self, *args, **kwargs):
        self.maps[0].update(*args, **kwargs)

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def new_child(self, m=None, **kwargs):
        child = {} if m is None else m
        child.update(kwargs)
        return type(self)(child, *self.maps)

    @property
    def parents(self):
        return type(self)(*self.maps[1:])


# Named tuples: a class of tuples with a property for each item; _getter(i) is
# what reads item i.


def _bind_fields(typename, fields, defaults, args, kwargs):
    """The items of a new named tuple, from the arguments of the call."""
    where = typename + ".__new__()" if _minor >= 10 else "__new__()"
    if len(args) > len(fields):
        n = len(fields) + 1
        takes = "from %d to %d" % (n - len(defaults), n) if defaults else str(n)
        raise TypeError("%s takes %s positional argument%s but %d were given"
                        % (where, takes, "" if n == 1 else "s", len(args) + 1))
    items = list(args)
    for name in fields[:len(args)]:
        if name in kwargs:
            raise TypeError("%s got multiple values for argument '%s'" % (where, name))
    missing = []
    for i in range(len(args), len(fields)):
        name = fields[i]
        if name in kwargs:
            items.append(kwargs.pop(name))
        elif i >= len(fields) - len(defaults):
            items.append(defaults[i - len(fields) + len(defaults)])
        else:
            missing.append(repr(name))
    for name in kwargs:
        raise TypeError("%s got an unexpected keyword argument '%s'" % (where, name))
    if missing:
        text = missing[-1] if len(missing) == 1 else ", ".join(missing[:-1]) + ("," if len(missing) > 2 else "") \
            + " and " + missing[-1]
        raise TypeError("%s missing %d required positional argument%s: %s"
                        % (where, len(missing), "" if len(missing) == 1 else "s", text))
    return items


def _tuple_class(typename, fields, defaults, body, bases=(tuple,)):
    """The class of named tuples with these fields. body is its namespace so
    far."""

    def __new__(cls, /, *args, **kwargs):
        if len(args) != len(fields) or kwargs:
            args = _bind_fields(typename, fields, defaults, args, kwargs)
        return tuple.__new__(cls, args)

    def __repr__(self):
        return type(self).__name__ + "(" + ", ".join(
            ["%s=%r" % (name, value) for name, value in zip(fields, self)]) + ")"

    def _asdict(self):
        return dict(zip(fields, self))

    def _replace(self, /, **kwds):
        unknown = [name for name in kwds if name not in fields]
        if unknown:
            raise TypeError("Got unexpected field names: %r" % (unknown,))
        return self._make([kwds[name] if name in kwds else value for name, value in zip(fields, self)])

    def _make(cls, iterable):
        items = tuple(iterable)
        if len(items) != len(fields):
            raise TypeError("Expected %d arguments, got %d" % (len(fields), len(items)))
        return tuple.__new__(cls, items)

    body["__slots__"] = ()
    body["_fields"] = fields
    body["__match_args__"] = fields
    body["__new__"] = __new__
    body["_asdict"] = _asdict
    body["_replace"] = _replace
    body["_make"] = classmethod(_make)
    if "__repr__" not in body:
        body["__repr__"] = __repr__
    for i, name in enumerate(fields):
        body[name] = property(_getter(i))
    return type(typename, bases, body)


_keywords = ("False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
             "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
             "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield")


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """A class of tuples whose items have names."""
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = [str(name) for name in field_names]
    seen = set()
    for i, name in enumerate(names):
        bad = not name.isidentifier() or name in _keywords
        if rename:
            if bad or name.startswith("_") or name in seen:
                names[i] = name = "_%d" % i
        elif not name.isidentifier():
            raise ValueError("Type names and field names must be valid identifiers: %r" % name)
        elif bad:
            raise ValueError("Type names and field names cannot be a keyword: %r" % name)
        elif name.startswith("_"):
            raise ValueError("Field names cannot start with an underscore: %r" % name)
        elif name in seen:
            raise ValueError("Encountered duplicate field name: %r" % name)
        seen.add(name)
    defaults = () if defaults is None else tuple(defaults)
    if len(defaults) > len(names):
        raise TypeError("Got more default values than field names")
    return _tuple_class(typename, tuple(names), defaults, {})


class UserDict:
    """A class to derive dict-like classes from; the dict is in data."""

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        self.update(kwargs)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        if hasattr(type(self), "__missing__"):
            return self.__missing__(key)
        raise KeyError(key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        return key in self.data

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(self.data)

    def __repr__(self):
        return repr(self.data)

    def __eq__(self, other):
        return dict(self.data) == (other.data if isinstance(other, UserDict) else other)

    __hash__ = None

    def get(self, key, default=None):
        return self[key] if key in self else default

    def keys(self):
        return self.data.keys()

    def values(self):
        return self.data.values()

    def items(self):
        return self.data.items()

    def update(self, other=(), /, **kwargs):
        new = dict(other)
        new.update(kwargs)
        for key in new:
            self[key] = new[key]

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key, *default):
        return self.data.pop(key, *default)

    def popitem(self):
        return self.data.popitem()

    def clear(self):
        self.data.clear()

    def copy(self):
        return type(self)(self.data)
