"""traceback: the exception, without the stack: the trace of the run has it."""


class _stderr:
    @staticmethod
    def write(text):
        pass


def format_exception_only(exc, value=None, /, **kwargs):
    """The last line of a traceback."""
    if value is not None:
        exc = value
    if exc is None:
        return ["NoneType: None\n"]
    text = str(exc)
    return [type(exc).__qualname__ + (": " + text if text else "") + "\n"]


def format_exception(exc, value=None, tb=None, /, limit=None, chain=True, **kwargs):
    """A traceback without its middle."""
    return ["Traceback (most recent call last):\n"] + format_exception_only(exc, value)


def print_exception(exc, value=None, tb=None, /, limit=None, file=None, chain=True, **kwargs):
    """Print the exception."""
    print("".join(format_exception(exc, value)), end="", file=_stderr)


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print(format_exc(), end="", file=_stderr)


def format_exc(limit=None, chain=True):
    """The exception that is being handled."""
    exc = _handled()
    return "NoneType: None\n" if exc is None else "".join(format_exception(exc))


def print_stack(f=None, limit=None, file=None):
    """Does nothing."""


def print_tb(tb, limit=None, file=None):
    """Does nothing."""
