"""inspect: what kind of thing something is. The questions about functions,
generators and coroutines are the machine's."""


def isclass(object):
    """Whether it is a class."""
    return isinstance(object, type)
