"""Attributes of classes, functions and objects that builtins and operator look
up by name: getattr, setattr, hasattr, a property of an attrgetter."""
import operator
import threading


class Single:
    made = 0

    def __new__(cls):
        if not hasattr(cls, "instance"):
            Single.made += 1
            setattr(cls, "instance", super().__new__(cls))
        return cls.instance


def counter():
    counter.n = getattr(counter, "n", 0) + 1
    return counter.n


class Named:
    name = "nobody"
    owner = property(operator.attrgetter("name"))


named = Named()
out = {}


def work(n):
    Single()
    out[n] = (counter(), named.owner)
    named.name = n


ts = [threading.Thread(target=work, args=(n,)) for n in "ab"]
for t in ts:
    t.start()
for t in ts:
    t.join()
made = Single.made
