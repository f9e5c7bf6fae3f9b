"""copy: copies of containers and of instances."""


class Error(Exception):
    """Something cannot be copied."""


error = Error


def _new(cls, attrs):
    other = cls.__new__(cls)
    other.__dict__.update(attrs)
    return other


def copy(x):
    """A copy of x that holds what x holds."""
    cls = type(x)
    if _atomic(x):
        return x
    if cls in (list, dict, set):
        return x.copy()
    if hasattr(cls, "__copy__"):
        return x.__copy__()
    return _new(cls, x.__dict__)


def deepcopy(x, memo=None, _nil=()):
    """A copy of x and of all that it holds."""
    return _deep(x, [] if memo is None or isinstance(memo, dict) else memo)


# A memo here is a list of pairs: an object that was met, and its copy.


def _deep(x, memo):
    cls = type(x)
    if _atomic(x) and cls is not tuple:
        return x
    for old, new in memo:
        if old is x:
            return new
    if cls is tuple:
        items = [_deep(item, memo) for item in x]
        for a, b in zip(x, items):
            if a is not b:
                return tuple(items)
        return x
    if cls is list:
        new = []
        memo.append((x, new))
        for item in x:
            new.append(_deep(item, memo))
        return new
    if cls is dict:
        new = {}
        memo.append((x, new))
        for key in x:
            new[_deep(key, memo)] = _deep(x[key], memo)
        return new
    if cls is set:
        return {_deep(item, memo) for item in x}
    if hasattr(cls, "__deepcopy__"):
        new = x.__deepcopy__(memo)
        memo.append((x, new))
        return new
    if isinstance(x, dict):
        new = copy(x)
        memo.append((x, new))
        new.clear()
        for key in list(x):
            new[_deep(key, memo)] = _deep(x[key], memo)
        return new
    if isinstance(x, tuple):
        return tuple.__new__(cls, [_deep(item, memo) for item in x])
    if hasattr(cls, "popleft"):  # a deque
        new = cls([], x.maxlen)
        memo.append((x, new))
        for item in x:
            new.append(_deep(item, memo))
        return new
    new = cls.__new__(cls)
    memo.append((x, new))
    attrs = x.__dict__
    for name in attrs:
        new.__dict__[name] = _deep(attrs[name], memo)
    return new


_immutable = (type(None), type(...), bool, int, float, str, bytes, tuple, frozenset, range, type, type(len),
              type(copy), property)


def _atomic(x):
    if type(x) in _immutable or isinstance(x, type):
        return True
    return hasattr(type(x), "__members__")  # a member of an enum

