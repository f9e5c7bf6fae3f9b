"""functools: functions of functions. partial is the machine's."""

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Give wrapper the name and the attributes of wrapped."""
    for name in assigned:
        value = getattr(wrapped, name, None)
        if value is not None:
            setattr(wrapper, name, value)
    if updated:
        attrs = getattr(wrapped, "__dict__", None)
        if attrs and not isinstance(wrapped, type):
            for name in list(attrs):
                setattr(wrapper, name, attrs[name])
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator: update_wrapper for the function that it decorates."""
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


class _nothing:
    """Says that an argument was not given."""



def reduce(function, sequence, initial=_nothing, /):
    """function(function(function(initial, a), b), c) …"""
    it = iter(sequence)
    if initial is _nothing:
        for initial in it:
            break
        else:
            raise TypeError("reduce() of empty iterable with no initial value")
    for item in it:
        initial = function(initial, item)
    return initial


def cmp_to_key(mycmp):
    """A sort key made of a comparison that returns a number."""

    class K:
        __slots__ = ("obj",)
        __hash__ = None

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

    return K


# total_ordering: each comparison in terms of one that is there and of ==.
# Where a subclass overrides the given one, the derived ones follow.


def _derive(given, swapped, negated, or_equal):
    """A comparison made of the special method given: of the answer itself or
    its opposite, and of whether the two are equal."""

    def compare(self, other):
        answer = getattr(type(self), given)(self, other)
        if answer is NotImplemented:
            return answer
        if negated:
            answer = not answer
        if or_equal is None:
            return answer
        return (answer or self == other) if or_equal else (answer and self != other)

    compare.__name__ = swapped
    return compare


# given; then for each that can be made of it: its name, whether it is made of
# the opposite, and whether equal ones are to be added (True), taken away (False)
# or are right already (None)
_derived = (
    ("__lt__", ("__gt__", True, False), ("__le__", False, True), ("__ge__", True, None)),
    ("__le__", ("__ge__", True, True), ("__lt__", False, False), ("__gt__", True, None)),
    ("__gt__", ("__lt__", True, False), ("__ge__", False, True), ("__le__", True, None)),
    ("__ge__", ("__le__", True, True), ("__gt__", False, False), ("__lt__", True, None)),
)


def _defines(cls, name):
    for base in cls.__mro__:
        if base is not object and name in base.__dict__:
            return True
    return False


def total_ordering(cls):
    """Give a class with == and one of the comparisons the other three."""
    given = [line[0] for line in _derived if _defines(cls, line[0])]
    if not given:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    for line in _derived:
        if line[0] == given[0]:
            for name, negated, or_equal in line[1:]:
                if name not in given:
                    setattr(cls, name, _derive(given[0], name, negated, or_equal))
    return cls


# Caches. What they hold is part of the state; hits and misses are not counted,
# for each count would make the same cache another state.


def _key(args, kwds, typed):
    key = (args, tuple(kwds.items())) if kwds else args
    if typed:
        key = (key, tuple([type(v) for v in args]), tuple([type(v) for v in kwds.values()]))
    return key


def lru_cache(maxsize=128, typed=False):
    """A decorator: the results of the last maxsize different calls are kept."""
    if callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    if maxsize is not None and not isinstance(maxsize, int):
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _cached(function, maxsize, typed)


def cache(user_function, /):
    """lru_cache without a limit."""
    return _cached(user_function, None, False)


def _cached(function, maxsize, typed):
    results = {}

    def wrapper(*args, **kwds):
        key = _key(args, kwds, typed)
        if key in results:
            value = results[key]
            if maxsize is not None:  # it is the latest used now
                del results[key]
                results[key] = value
            return value
        value = function(*args, **kwds)
        if maxsize is None or maxsize > 0:
            results[key] = value
            if maxsize is not None and len(results) > maxsize:
                del results[next(iter(results))]
        return value

    def cache_clear():
        results.clear()

    def cache_info():
        _refuse("cache-info", "the hits and misses of a cache are not modelled", "count them in the function")

    def cache_parameters():
        return {"maxsize": maxsize, "typed": typed}

    update_wrapper(wrapper, function)
    wrapper.cache_clear = cache_clear
    wrapper.cache_info = cache_info
    wrapper.cache_parameters = cache_parameters
    return wrapper


class cached_property:
    """A property that is computed once for each instance."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.lock = _cached_property_lock()

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        attrs = instance.__dict__
        if self.attrname not in attrs:
            if self.lock is None:
                attrs[self.attrname] = self.func(instance)
            else:  # one for all instances
                with self.lock:
                    if self.attrname not in attrs:
                        attrs[self.attrname] = self.func(instance)
        return attrs[self.attrname]


class partialmethod:
    """A method with some arguments given already."""

    def __init__(self, func, /, *args, **keywords):
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, instance, owner=None):
        func = self.func
        if hasattr(func, "__get__") and instance is not None:
            func = func.__get__(instance, owner)
        return partial(func, *self.args, **self.keywords)


def singledispatch(func):
    """A function whose implementation the class of its first argument picks."""
    registry = {object: func}

    def dispatch(cls):
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        return registry[object]

    def register(cls, func=None):
        if func is None:
            if not isinstance(cls, type):
                _refuse("singledispatch", "register without a class is not modelled", "write @f.register(int)")
            return lambda f: register(cls, f)
        registry[cls] = func
        return func

    def wrapper(*args, **kwargs):
        if not args:
            raise TypeError(func.__name__ + " requires at least 1 positional argument")
        return dispatch(type(args[0]))(*args, **kwargs)

    update_wrapper(wrapper, func)
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    return wrapper


class singledispatchmethod:
    """singledispatch for a method."""

    def __init__(self, func):
        self.func = func
        self.dispatcher = singledispatch(func)

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, instance, owner=None):
        dispatch = self.dispatcher.dispatch
        return lambda *args, **kwargs: dispatch(type(args[0]))(instance, *args, **kwargs)
