"""Where names live."""

LIMIT = 3
total = 0


def bump(n):
    global total
    total += n
    return min(total, LIMIT)


def counter(start):
    n = start

    def inc():
        nonlocal n
        n += 1
        return n

    return inc


class Box:
    size = LIMIT
    size = size + 1
    __hidden = 1

    def get(self):
        return self.__hidden, __class__


try:
    missing
except NameError:
    pass
print(__name__, __doc__)
del total
