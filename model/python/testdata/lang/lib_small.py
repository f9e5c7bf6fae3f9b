"""operator, string, statistics, textwrap, logging, sys, os, datetime."""
import logging
import operator
import os
import statistics
import string
import sys
import textwrap
from datetime import timedelta
from operator import attrgetter, itemgetter, methodcaller


class P:
    def __init__(self, n, inner=None):
        self.n = n
        self.inner = inner


rows = [{"a": 2, "b": 1}, {"a": 1, "b": 5}]
print(sorted(rows, key=itemgetter("a")), itemgetter(1, 0)("xyz"), [p.n for p in sorted([P(2), P(1)], key=attrgetter("n"))])
print(attrgetter("inner.n", "n")(P(1, P(2))), methodcaller("upper")("abc"), methodcaller("split", ",")("a,b"))
print(operator.add(1, 2), operator.mul(3, 4), operator.lt(1, 2), operator.contains([1], 1), operator.not_(0),
      operator.truediv(1, 2), operator.floordiv(7, 2), operator.mod(7, 4), operator.neg(3), operator.getitem([5], 0),
      operator.and_(6, 3), operator.xor(6, 3), operator.is_(None, None), operator.countOf([1, 2, 1], 1),
      operator.indexOf([1, 2], 2))
print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), string.capwords("a bc  d"))
print(statistics.mean([1, 2, 3]), statistics.mean([1, 2]), statistics.median([3, 1, 2]), statistics.median([1, 2, 3, 4]),
      statistics.mode("abca"), statistics.fmean([1, 2]), statistics.median_low([1, 2]), statistics.median_high([1, 2]))
try:
    statistics.mean([])
except statistics.StatisticsError:
    print("no data")
print(repr(textwrap.dedent("""\
    a
      b

    c
    """)), repr(textwrap.indent("a\n\nb\n", "> ")))

log = logging.getLogger("app")
child = logging.getLogger("app.db")
log.debug("not %s", "shown")
print(log.isEnabledFor(logging.DEBUG), log.name, child.getEffectiveLevel() == logging.WARNING,
      logging.getLogger("app") is log, log.getChild("db") is child)
log.setLevel(logging.DEBUG)
print(child.isEnabledFor(logging.DEBUG), logging.getLevelName(30), logging.getLevelName("INFO"),
      logging.getLogger().isEnabledFor(logging.INFO))
logging.basicConfig(level=logging.INFO, stream=sys.stdout)
log.info("hello %s %d", "world", 5)
child.warning("w %(k)s", {"k": 1})
logging.error("plain %% sign")

print(sys.version_info >= (3, 6), sys.version_info[0], sys.version_info.major, sys.version_info[:2] > (3, 5),
      sys.maxsize == 2**63 - 1, sys.version_info < (4,))
sys.stdout.write("written\n")
sys.stdout.flush()
try:
    sys.exit(3)
except SystemExit as e:
    print("exit", e.code)
print(os.getenv("CONDCHECK_NO_SUCH"), os.environ.get("CONDCHECK_NO_SUCH", "default"), os.sep)

t = timedelta(minutes=1, seconds=30.5)
print(t.total_seconds(), t, repr(t), t * 2, t > timedelta(seconds=5), t - timedelta(seconds=100), timedelta(days=-1, hours=2),
      t / timedelta(seconds=0.5), t // 2, bool(timedelta()), sum([t, t], timedelta()), timedelta(days=2), repr(timedelta(0)))
