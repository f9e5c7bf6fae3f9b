"""The exceptions of asyncio; CancelledError and InvalidStateError are the
machine's own."""


def _own_timeout_error():
    class TimeoutError(Exception):
        """An operation did not end in time."""

        __qualname__ = "TimeoutError"

    return TimeoutError


# From 3.11 on it is the builtin one.
TimeoutError = TimeoutError if _minor >= 11 else _own_timeout_error()


class SendfileNotAvailableError(RuntimeError):
    """The system's sendfile is not to be had."""


class IncompleteReadError(EOFError):
    """A stream ended before all was read that was asked for."""

    def __init__(self, partial, expected):
        wanted = "undefined" if expected is None else repr(expected)
        super().__init__(f"{len(partial)} bytes read on a total of {wanted} expected bytes")
        self.partial = partial
        self.expected = expected


class LimitOverrunError(Exception):
    """A stream's buffer is full and the separator has not come."""

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed


if _minor >= 11:

    class BrokenBarrierError(RuntimeError):
        """The barrier is broken: somebody reset or aborted it."""
