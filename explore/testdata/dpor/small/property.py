"""A property, and what it looks at."""
import threading


class Gauge:
    def __init__(self):
        self._n = 0

    @property
    def n(self):
        return self._n

    @n.setter
    def n(self, value):
        self._n = value


g = Gauge()


def add():
    g.n += 1


threads = [threading.Thread(target=add) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()


def finally_two():
    return g.n == 2
