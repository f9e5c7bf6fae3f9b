"""operator: the operators as functions."""


def _getter(one, names):
    if len(names) == 1:
        name = names[0]
        return lambda obj: one(obj, name)
    return lambda obj: tuple([one(obj, name) for name in names])


def getitem(a, b):
    """a[b]"""
    return a[b]


def _dotted(obj, name):
    for part in name.split("."):
        obj = getattr(obj, part)
    return obj


def itemgetter(item, *items):
    """A function that returns items of its argument."""
    return _getter(getitem, (item,) + items)


def attrgetter(attr, *attrs):
    """A function that returns attributes of its argument; dots lead on."""
    return _getter(_dotted if "." in "".join((attr,) + attrs) else getattr, (attr,) + attrs)


def methodcaller(name, *args, **kwargs):
    """A function that calls a method of its argument."""
    return lambda obj: getattr(obj, name)(*args, **kwargs)


def lt(a, b):
    """a < b"""
    return a < b


def le(a, b):
    """a <= b"""
    return a <= b


def eq(a, b):
    """a == b"""
    return a == b


def ne(a, b):
    """a != b"""
    return a != b


def gt(a, b):
    """a > b"""
    return a > b


def ge(a, b):
    """a >= b"""
    return a >= b


def is_(a, b):
    """a is b"""
    return a is b


def is_not(a, b):
    """a is not b"""
    return a is not b


def not_(a):
    """not a"""
    return not a


def truth(a):
    """bool(a)"""
    return bool(a)


def add(a, b):
    """a + b"""
    return a + b


def sub(a, b):
    """a - b"""
    return a - b


def mul(a, b):
    """a * b"""
    return a * b


def truediv(a, b):
    """a / b"""
    return a / b


def floordiv(a, b):
    """a // b"""
    return a // b


def mod(a, b):
    """a % b"""
    return a % b


def pow(a, b):
    """a ** b"""
    return a ** b


def lshift(a, b):
    """a << b"""
    return a << b


def rshift(a, b):
    """a >> b"""
    return a >> b


def and_(a, b):
    """a & b"""
    return a & b


def or_(a, b):
    """a | b"""
    return a | b


def xor(a, b):
    """a ^ b"""
    return a ^ b


def neg(a):
    """-a"""
    return -a


def pos(a):
    """+a"""
    return +a


def inv(a):
    """~a"""
    return ~a


invert = inv


def index(a):
    """a as an int that indexes."""
    return a if isinstance(a, int) else a.__index__()


def concat(a, b):
    """a + b of sequences"""
    return a + b


def contains(a, b):
    """b in a"""
    return b in a


def countOf(a, b):
    """How often b is in a."""
    return sum([1 for item in a if item is b or item == b])


def indexOf(a, b):
    """The first place of b in a."""
    for i, item in enumerate(a):
        if item is b or item == b:
            return i
    raise ValueError("sequence.index(x): x not in sequence")


def setitem(a, b, c):
    """a[b] = c"""
    a[b] = c


def delitem(a, b):
    """del a[b]"""
    del a[b]


def call(obj, /, *args, **kwargs):
    """obj(*args, **kwargs)"""
    return obj(*args, **kwargs)


def iadd(a, b):
    """a += b"""
    a += b
    return a


def isub(a, b):
    """a -= b"""
    a -= b
    return a


def imul(a, b):
    """a *= b"""
    a *= b
    return a


def iand(a, b):
    """a &= b"""
    a &= b
    return a


def ior(a, b):
    """a |= b"""
    a |= b
    return a


def ixor(a, b):
    """a ^= b"""
    a ^= b
    return a
