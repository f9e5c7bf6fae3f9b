"""os: an empty environment, and constants. Files and processes are outside."""

environ = {}
name = "posix"
sep = "/"
altsep = None
pathsep = ":"
linesep = "\n"
curdir = "."
devnull = "/dev/null"


def getenv(key, default=None):
    """An environment variable; none is set but by the program itself."""
    return environ.get(key, default)
