"""OrderedDict and classes derived from it that have __getitem__ and its like of their own."""
from collections import OrderedDict

log = []


class Loud(OrderedDict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)

    def __getitem__(self, key):
        log.append(("get", key))
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        log.append(("set", key))
        super().__setitem__(key, value)

    def __delitem__(self, key):
        log.append(("del", key))
        super().__delitem__(key)

    def __missing__(self, key):
        log.append(("missing", key))
        raise LookupError(key)


class Recent(OrderedDict):
    def __init__(self, size, *args, **kwargs):
        self.size = size
        super().__init__(*args, **kwargs)

    def __getitem__(self, key):
        value = super().__getitem__(key)
        self.move_to_end(key)
        return value

    def __setitem__(self, key, value):
        if key in self:
            self.move_to_end(key)
        super().__setitem__(key, value)
        if len(self) > self.size:
            oldest = next(iter(self))
            del self[oldest]


def tell(what, call):
    try:
        log.append((what, call()))
    except (KeyError, TypeError) as e:
        log.append((what, type(e).__name__))
    for entry in log:
        print(entry)
    log.clear()


d = Loud(a=1, b=2)
tell("popitem", lambda: d.popitem(last=False))
tell("pop", lambda: d.pop("b"))
tell("pop default", lambda: (d.pop("b", 5), d.pop("b", default=6)))
tell("update", lambda: d.update([("c", 3)], z=4))
tell("setdefault", lambda: (d.setdefault("y", 1), d.setdefault("y", 2)))
tell("get", lambda: (d.get("z"), d.get("none")))
tell("copy", lambda: type(d.copy()).__name__)
tell("move", lambda: d.move_to_end("c"))
tell("move", lambda: d.move_to_end("y", last=False))
tell("keys", lambda: list(d))
tell("reversed", lambda: list(reversed(d)))
tell("move none", lambda: d.move_to_end("none"))
tell("missing", lambda: d["none"])
tell("clear", lambda: d.clear())
tell("empty", lambda: (repr(d), repr(OrderedDict()), repr(Recent(1))))
tell("popitem empty", lambda: d.popitem())
r = Recent(2, a=1)
for k in "bac":
    r[k] = k
    tell(k, lambda: list(r))
tell("used", lambda: (r["a"], list(r)))
plain = OrderedDict([("x", 1), ("y", 2)], z=3)
tell("plain", lambda: (plain.popitem(), plain.popitem(last=False), plain.pop("y"), plain.setdefault("q"), list(plain)))
tell("equal", lambda: (OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1)))
