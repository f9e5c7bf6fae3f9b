"""Up to 3.11 a cached property is computed under a lock, one for all instances: two that need each other wait for ever."""
import functools
import threading


class Pair:
    @functools.cached_property
    def left(self):
        return 1 if self is leaf else leaf.right

    @functools.cached_property
    def right(self):
        return 1 if self is leaf else leaf.left


def first():
    out.append(pair.left)


def second():
    out.append(pair.right)


out, pair, leaf = [], Pair(), Pair()
threads = [threading.Thread(target=first), threading.Thread(target=second)]
for t in threads:
    t.start()
for t in threads:
    t.join()
