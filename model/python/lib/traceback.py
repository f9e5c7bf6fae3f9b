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
    """Say that there is an exception."""
    print("Traceback (most recent call last)", file=_stderr)


def format_exc(limit=None, chain=True):
    """The text of the exception being handled is not known here."""
    return "Traceback (most recent call last)\n"


def print_stack(f=None, limit=None, file=None):
    """Does nothing."""


def print_tb(tb, limit=None, file=None):
    """Does nothing."""
