"""datetime: durations. What time it is has no meaning in a model."""


class timedelta:
    """A duration: days, seconds and microseconds."""

    __slots__ = ("_micro",)

    def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        whole = 0
        part = 0.0
        for n, unit in ((weeks, 604800000000), (days, 86400000000), (hours, 3600000000), (minutes, 60000000),
                        (seconds, 1000000), (milliseconds, 1000), (microseconds, 1)):
            if isinstance(n, int):
                whole += n * unit
            else:
                part += n * unit
        object.__setattr__(self, "_micro", whole + round(part))

    @property
    def days(self):
        return self._micro // 86400000000

    @property
    def seconds(self):
        return self._micro % 86400000000 // 1000000

    @property
    def microseconds(self):
        return self._micro % 1000000

    def total_seconds(self):
        return self._micro / 1000000

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return timedelta(microseconds=self._micro + other._micro)

    def __sub__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return timedelta(microseconds=self._micro - other._micro)

    def __mul__(self, other):
        if not isinstance(other, (int, float)):
            return NotImplemented
        return timedelta(microseconds=round(self._micro * other))

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._micro / other._micro
        return timedelta(microseconds=round(self._micro / other))

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._micro // other._micro
        return timedelta(microseconds=self._micro // other)

    def __neg__(self):
        return timedelta(microseconds=-self._micro)

    def __pos__(self):
        return self

    def __abs__(self):
        return timedelta(microseconds=abs(self._micro))

    def __bool__(self):
        return self._micro != 0

    def __eq__(self, other):
        return self._micro == other._micro if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._micro < other._micro if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._micro <= other._micro if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._micro > other._micro if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._micro >= other._micro if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash(("timedelta", self._micro))

    def __repr__(self):
        parts = [(name, value) for name, value in (("days", self.days), ("seconds", self.seconds),
                                                   ("microseconds", self.microseconds)) if value]
        return "datetime.timedelta(" + (", ".join(["%s=%d" % part for part in parts]) or "0") + ")"

    def __str__(self):
        s = self.seconds
        text = "%d:%02d:%02d" % (s // 3600, s // 60 % 60, s % 60)
        if self.days:
            text = "%d day%s, " % (self.days, "" if abs(self.days) == 1 else "s") + text
        return text + (".%06d" % self.microseconds if self.microseconds else "")


def _no_clock(cls):
    _refuse("clock", "what time it is has no meaning in a model", "pass the time as an argument, or use time.monotonic()")


class datetime:
    """Points in time are not modelled."""

    def __init__(self, *args, **kwargs):
        _no_clock(self)

    now = utcnow = today = classmethod(lambda cls, tz=None: _no_clock(cls))


class date:
    """Days are not modelled."""

    def __init__(self, *args, **kwargs):
        _no_clock(self)

    today = classmethod(_no_clock)


class timezone:
    """For annotations and arguments."""

    utc = None


UTC = None
