"""Subprocesses have no meaning in the model; the names are there."""

PIPE = -1
STDOUT = -2
DEVNULL = -3

_ADVICE = "stub the process by a coroutine that gives what it would print"


class Process:
    """A process that was started: there is none."""


def create_subprocess_exec(*args, **kwargs):
    _refuse("subprocess", "create_subprocess_exec needs the world outside of the program", _ADVICE)


def create_subprocess_shell(*args, **kwargs):
    _refuse("subprocess", "create_subprocess_shell needs the world outside of the program", _ADVICE)
