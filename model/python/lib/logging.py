"""logging: messages become events of the trace, as print's text does.

Loggers, levels and the lazy % formatting are real; handlers, formatters and
filters are accepted and do nothing.
"""

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0

_levels = ((CRITICAL, "CRITICAL"), (ERROR, "ERROR"), (WARNING, "WARNING"), (INFO, "INFO"), (DEBUG, "DEBUG"),
           (NOTSET, "NOTSET"), (WARNING, "WARN"), (CRITICAL, "FATAL"))


def getLevelName(level):
    """The name of a level, or the level of a name."""
    for number, name in _levels:
        if level == number:
            return name
        if level == name:
            return number
    return "Level %s" % level


def _level(level):
    if isinstance(level, int):
        return level
    number = getLevelName(level)
    if not isinstance(number, int):
        raise ValueError("Unknown level: %r" % level)
    return number


class Logger:
    """Says messages of at least its level."""

    level = NOTSET

    def __init__(self, name, level=NOTSET):
        self.name = name
        if level != NOTSET:
            self.level = _level(level)

    @property
    def parent(self):
        return None if self is root else root

    @property
    def handlers(self):
        return []

    @property
    def propagate(self):
        return True

    @propagate.setter
    def propagate(self, value):
        pass

    @property
    def disabled(self):
        return False

    def setLevel(self, level):
        self.level = _level(level)

    def getEffectiveLevel(self):
        name = self.name
        while name:
            if name in _loggers and _loggers[name].level:
                return _loggers[name].level
            name = name.rpartition(".")[0]
        return self.level or root.level

    def isEnabledFor(self, level):
        return level >= self.getEffectiveLevel()

    def log(self, level, msg, *args, exc_info=None, **kwargs):
        if self.isEnabledFor(level):
            self._say(level, msg, args)

    def _say(self, level, msg, args):
        text = str(msg)
        if args:
            if len(args) == 1 and isinstance(args[0], dict) and args[0]:
                args = args[0]
            text = text % args
        print("%s:%s:%s" % (getLevelName(level), self.name, text), file=_stderr)

    def debug(self, msg, *args, **kwargs):
        if self.isEnabledFor(DEBUG):
            self._say(DEBUG, msg, args)

    def info(self, msg, *args, **kwargs):
        if self.isEnabledFor(INFO):
            self._say(INFO, msg, args)

    def warning(self, msg, *args, **kwargs):
        if self.isEnabledFor(WARNING):
            self._say(WARNING, msg, args)

    def warn(self, msg, *args, **kwargs):
        self.warning(msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        if self.isEnabledFor(ERROR):
            self._say(ERROR, msg, args)

    def exception(self, msg, *args, **kwargs):
        self.error(msg, *args, **kwargs)

    def critical(self, msg, *args, **kwargs):
        if self.isEnabledFor(CRITICAL):
            self._say(CRITICAL, msg, args)

    fatal = critical

    def addHandler(self, hdlr):
        pass

    def removeHandler(self, hdlr):
        pass

    def hasHandlers(self):
        return True

    def addFilter(self, filter):
        pass

    def removeFilter(self, filter):
        pass

    def getChild(self, suffix):
        return getLogger(suffix if self is root else self.name + "." + suffix)

    def __repr__(self):
        return "<%s %s (%s)>" % ("RootLogger" if self is root else "Logger", self.name,
                                 getLevelName(self.getEffectiveLevel()))


class LoggerAdapter:
    """Passes messages on to a logger."""

    def __init__(self, logger, extra=None):
        self.logger = logger
        self.extra = extra

    def process(self, msg, kwargs):
        return msg, kwargs

    def log(self, level, msg, *args, **kwargs):
        if self.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    def debug(self, msg, *args, **kwargs):
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        self.log(WARNING, msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        self.log(ERROR, msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        self.error(msg, *args, **kwargs)

    def critical(self, msg, *args, **kwargs):
        self.log(CRITICAL, msg, *args, **kwargs)

    def isEnabledFor(self, level):
        return self.logger.isEnabledFor(level)

    def setLevel(self, level):
        self.logger.setLevel(level)


class _stderr:
    @staticmethod
    def write(text):
        pass


root = Logger("root", WARNING)
_loggers = {}  # by name: the level of one is asked for by those below it


def getLogger(name=None):
    """The logger called name."""
    if not name or name == "root":
        return root
    if name not in _loggers:
        _loggers[name] = Logger(name)
    return _loggers[name]


def basicConfig(*, level=None, **kwargs):
    """Set the level of the root logger."""
    if level is not None:
        root.setLevel(level)


def disable(level=CRITICAL):
    """Does nothing: an event more in a trace harms nobody."""


def shutdown():
    """Does nothing."""


def captureWarnings(capture):
    """Does nothing."""


def log(level, msg, *args, **kwargs):
    """Say something with the root logger."""
    root.log(level, msg, *args, **kwargs)


def debug(msg, *args, **kwargs):
    """Say something with the root logger."""
    root.debug(msg, *args, **kwargs)


def info(msg, *args, **kwargs):
    """Say something with the root logger."""
    root.info(msg, *args, **kwargs)


def warning(msg, *args, **kwargs):
    """Say something with the root logger."""
    root.warning(msg, *args, **kwargs)


def error(msg, *args, **kwargs):
    """Say something with the root logger."""
    root.error(msg, *args, **kwargs)


def exception(msg, *args, **kwargs):
    """Say something with the root logger."""
    root.error(msg, *args, **kwargs)


def critical(msg, *args, **kwargs):
    """Say something with the root logger."""
    root.critical(msg, *args, **kwargs)


class Filter:
    """Does nothing."""

    def __init__(self, name=""):
        self.name = name

    def filter(self, record):
        return True


class Formatter:
    """Does nothing."""

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        pass


class Handler:
    """Does nothing."""

    def __init__(self, *args, **kwargs):
        pass

    def setLevel(self, level):
        pass

    def setFormatter(self, fmt):
        pass

    def addFilter(self, filter):
        pass

    def flush(self):
        pass

    def close(self):
        pass


class StreamHandler(Handler):
    """Does nothing."""


class FileHandler(Handler):
    """Does nothing."""


class NullHandler(Handler):
    """Does nothing."""
