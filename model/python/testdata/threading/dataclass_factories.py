"""Dataclasses whose fields are made by what threads share: a bound method of a
builtin, a function and a class of the program's."""
import itertools
import threading
from dataclasses import dataclass, field

ids = itertools.count(1)
pool = [10, 20]
made = 0


class Mark:
    def __init__(self):
        global made
        made += 1
        self.n = made


@dataclass
class Numbered:
    name: str
    id: int = field(default_factory=itertools.count(1).__next__)


@dataclass
class Taken:
    id: int = field(default_factory=lambda: next(ids))
    name: str = field(init=False, default_factory=pool.pop)

    def __post_init__(self):
        self.both = (self.id, self.name)


@dataclass
class Marked:
    mark: Mark = field(default_factory=Mark)


out = {}


def work(name):
    n, t, m = Numbered(name), Taken(), Marked()
    out[name] = (n.id, t.both, m.mark.n)


ts = [threading.Thread(target=work, args=(n,)) for n in "ab"]
for t in ts:
    t.start()
for t in ts:
    t.join()
