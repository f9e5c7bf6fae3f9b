"""warnings: a warning is an event of the trace; filters do nothing."""


class _stderr:
    @staticmethod
    def write(text):
        pass


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Say that something is doubtful."""
    if isinstance(message, Warning):
        category = type(message)
    name = "UserWarning" if category is None else category.__name__
    print("%s: %s" % (name, message), file=_stderr)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Does nothing."""


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Does nothing."""


def resetwarnings():
    """Does nothing."""


class catch_warnings:
    """Does nothing; what it caught is empty."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record

    def __enter__(self):
        return [] if self._record else None

    def __exit__(self, *exc_info):
        pass
