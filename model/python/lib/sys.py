"""sys: what a program asks about the interpreter."""

from collections import namedtuple


class stdout:
    """A standard stream: text becomes an event of the trace, as print's does."""

    encoding = "utf-8"

    @classmethod
    def write(cls, text):
        print(text, end="", file=cls)
        return len(text)

    @classmethod
    def writelines(cls, lines):
        for line in lines:
            cls.write(line)

    @staticmethod
    def flush():
        pass

    @staticmethod
    def isatty():
        return False

    @staticmethod
    def reconfigure(**kwargs):
        pass


class stderr(stdout):
    """Likewise."""


__stdout__ = stdout
__stderr__ = stderr

_VersionInfo = namedtuple("version_info", "major minor micro releaselevel serial")
version_info = _VersionInfo(3, _minor(), 0, "final", 0)
version = "3.%d.0 (main)" % version_info.minor
hexversion = 0x030000f0 + version_info.minor * 0x10000

argv = [""]
maxsize = 2**63 - 1
maxunicode = 0x10ffff
platform = "linux"
byteorder = "little"


def exit(status=None, /):
    """End the program."""
    if status is None:
        raise SystemExit
    raise SystemExit(status)


def getrecursionlimit():
    """The depth of calls at which RecursionError is raised."""
    return 1000


def setrecursionlimit(limit, /):
    """Does nothing."""


def setswitchinterval(interval, /):
    """Does nothing."""


def getdefaultencoding():
    """The encoding of str.encode."""
    return "utf-8"


def intern(string, /):
    """string"""
    return string
