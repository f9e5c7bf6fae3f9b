"""collections.abc: what a class can do, as classes.

A class that has the special methods of one of these is its subclass, as far as
isinstance and issubclass go; the machine asks __subclasshook__. Those with
mixin methods can be derived from.
"""

import abc


class _Ability(abc.ABC):
    """Has the special methods of _has. That holds for each of the classes
    here, not for classes derived from them."""

    _has = ()

    @classmethod
    def __subclasshook__(cls, other):
        names = cls.__dict__["_has"] if "_has" in cls.__dict__ else ()
        if not names:
            return NotImplemented
        for name in names:
            if not _supports(other, name):
                return NotImplemented
        return True

    __class_getitem__ = classmethod(lambda cls, params: cls)


class Hashable(_Ability):
    _has = ("__hash__",)


class Callable(_Ability):
    _has = ("__call__",)


class Awaitable(_Ability):
    _has = ("__await__",)


class Coroutine(Awaitable):
    _has = ("__await__", "send", "throw", "close")


class AsyncIterable(_Ability):
    _has = ("__aiter__",)


class AsyncIterator(AsyncIterable):
    _has = ("__aiter__", "__anext__")

    def __aiter__(self):
        return self


class AsyncGenerator(AsyncIterator):
    _has = ("__aiter__", "__anext__", "asend", "athrow", "aclose")


class Iterable(_Ability):
    _has = ("__iter__",)


class Iterator(Iterable):
    _has = ("__iter__", "__next__")

    def __iter__(self):
        return self


class Generator(Iterator):
    _has = ("__iter__", "__next__", "send", "throw", "close")


class Reversible(Iterable):
    _has = ("__iter__", "__reversed__")


class Sized(_Ability):
    _has = ("__len__",)


class Container(_Ability):
    _has = ("__contains__",)


class Collection(Sized, Iterable, Container):
    _has = ("__len__", "__iter__", "__contains__")


class Buffer(_Ability):
    _has = ("__buffer__",)


class _Registered(_Ability):
    """Classes of this kind are so by name: the builtin types of _types, and
    what derives from them."""

    _types = ()

    @classmethod
    def __subclasshook__(cls, other):
        types = cls.__dict__["_types"] if "_types" in cls.__dict__ else ()
        for t in types:
            if issubclass(other, t):
                return True
        return NotImplemented


class Sequence(_Registered, Reversible, Collection):
    _types = (list, tuple, str, bytes, range)

    def __iter__(self):
        i = 0
        while True:
            try:
                item = self[i]
            except IndexError:
                return
            yield item
            i += 1

    def __contains__(self, value):
        for item in self:
            if item is value or item == value:
                return True
        return False

    def __reversed__(self):
        for i in range(len(self) - 1, -1, -1):
            yield self[i]

    def index(self, value, start=0, stop=None):
        stop = len(self) if stop is None else stop
        for i in range(start, stop):
            if self[i] is value or self[i] == value:
                return i
        raise ValueError

    def count(self, value):
        return sum([1 for item in self if item is value or item == value])


class MutableSequence(Sequence):
    _types = (list,)

    def append(self, value):
        self.insert(len(self), value)

    def extend(self, values):
        for value in list(values):
            self.append(value)

    def clear(self):
        while len(self):
            self.pop()

    def reverse(self):
        items = list(self)
        for i, item in enumerate(reversed(items)):
            self[i] = item

    def pop(self, index=-1):
        item = self[index]
        del self[index]
        return item

    def remove(self, value):
        del self[self.index(value)]

    def __iadd__(self, values):
        self.extend(values)
        return self


class Set(_Registered, Collection):
    _types = (set, frozenset)

    @classmethod
    def _from_iterable(cls, it):
        return cls(it)

    def __le__(self, other):
        if not isinstance(other, (Set, set, frozenset)):
            return NotImplemented
        return all([item in other for item in self])

    def __lt__(self, other):
        if not isinstance(other, (Set, set, frozenset)):
            return NotImplemented
        return len(self) < len(other) and self <= other

    def __ge__(self, other):
        if not isinstance(other, (Set, set, frozenset)):
            return NotImplemented
        return all([item in self for item in other])

    def __gt__(self, other):
        if not isinstance(other, (Set, set, frozenset)):
            return NotImplemented
        return len(self) > len(other) and self >= other

    def __eq__(self, other):
        if not isinstance(other, (Set, set, frozenset)):
            return NotImplemented
        return len(self) == len(other) and self <= other

    __hash__ = None

    def __and__(self, other):
        return self._from_iterable([item for item in other if item in self])

    __rand__ = __and__

    def __or__(self, other):
        return self._from_iterable(list(self) + list(other))

    __ror__ = __or__

    def __sub__(self, other):
        other = list(other)
        return self._from_iterable([item for item in self if item not in other])

    def isdisjoint(self, other):
        return not any([item in self for item in other])


class MutableSet(Set):
    _types = (set,)

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        for value in list(self):
            self.discard(value)

    def __ior__(self, it):
        for value in it:
            self.add(value)
        return self

    def __isub__(self, it):
        for value in list(it):
            self.discard(value)
        return self


class Mapping(_Registered, Collection):
    _types = (dict,)

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return {key: None for key in self}.keys()

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return {key: self[key] for key in self}.items()

    def __eq__(self, other):
        if not isinstance(other, (Mapping, dict)):
            return NotImplemented
        return {key: self[key] for key in self} == {key: other[key] for key in other}

    __hash__ = None


class MutableMapping(Mapping):
    _types = (dict,)

    def pop(self, key, *default):
        try:
            value = self[key]
        except KeyError:
            if default:
                return default[0]
            raise
        del self[key]
        return value

    def popitem(self):
        for key in self:
            return key, self.pop(key)
        raise KeyError

    def clear(self):
        for key in list(self):
            del self[key]

    def update(self, other=(), /, **kwds):
        new = dict(other) if not isinstance(other, Mapping) else {key: other[key] for key in other}
        new.update(kwds)
        for key in new:
            self[key] = new[key]

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]


class MappingView(Sized):
    pass


class KeysView(MappingView):
    _has = ()


class ValuesView(MappingView):
    _has = ()


class ItemsView(MappingView):
    _has = ()


class ByteString(_Registered):
    _types = (bytes,)
