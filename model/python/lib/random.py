"""random: every draw is a choice, and all of them are explored.

_choose is the machine's: it takes each number below n in turn. The order of the
choices is that of the controlled interpreter. random() and uniform() give a
number that is not yet known; comparing it is the choice. The seed has no
meaning.
"""


class Random:
    """A source of random numbers; all are alike."""

    def __init__(self, x=None):
        pass

    @staticmethod
    def seed(a=None, version=2):
        pass

    @staticmethod
    def random():
        return random()

    @staticmethod
    def uniform(a, b):
        return uniform(a, b)

    @staticmethod
    def getrandbits(k):
        if k > 16:
            _refuse("random-bits", "getrandbits(%d) has too many results to explore" % k, "take few bits, or a counter")
        return _choose(1 << k, "getrandbits")

    @staticmethod
    def choice(seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[_choose(len(seq), "choice")]

    @staticmethod
    def randrange(start, stop=None, step=1):
        values = range(start) if stop is None else range(start, stop, step)
        if not values:
            if stop is None:
                raise ValueError("empty range for randrange()")
            if _minor >= 12:
                raise ValueError("empty range in randrange(%d, %d%s)" % (start, stop, "" if step == 1 else ", %d" % step))
            raise ValueError("empty range for randrange() (%d, %d, %d)" % (start, stop, stop - start))
        if len(values) > 65536:
            _refuse("random-range", "a range of %d numbers is too large to explore" % len(values), "take a smaller range")
        return values[_choose(len(values), "randrange")]

    @staticmethod
    def randint(a, b):
        return Random.randrange(a, b + 1)

    @staticmethod
    def shuffle(x):
        for i in range(len(x) - 1):
            x.insert(i, x.pop(i + _choose(len(x) - i, "shuffle")))

    @staticmethod
    def sample(population, k, *, counts=None):
        rest = list(population)
        if counts is not None:
            rest = [v for v, c in zip(rest, counts) for _ in range(c)]
        if not 0 <= k <= len(rest):
            raise ValueError("Sample larger than population or is negative")
        return [rest.pop(_choose(len(rest), "sample")) for _ in range(k)]

    @staticmethod
    def choices(population, weights=None, *, cum_weights=None, k=1):
        if weights is None and cum_weights is not None:
            weights = [b - a for a, b in zip([0] + list(cum_weights), cum_weights)]
        possible = list(population)
        if weights is not None:
            possible = [v for v, w in zip(possible, weights) if w > 0]
        if not possible:
            raise IndexError("Cannot choose from an empty population")
        return [possible[_choose(len(possible), "choices")] for _ in range(k)]


class SystemRandom(Random):
    """Likewise."""


seed = Random.seed
getrandbits = Random.getrandbits
choice = Random.choice
randrange = Random.randrange
randint = Random.randint
shuffle = Random.shuffle
sample = Random.sample
choices = Random.choices
