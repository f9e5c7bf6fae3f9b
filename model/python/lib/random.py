"""random: every draw is a choice, and all of them are explored.

The functions are the machine's; the seed has no meaning.
"""


class Random:
    """A source of random numbers; all are alike."""

    def __init__(self, x=None):
        pass

    def seed(self, a=None, version=2):
        pass

    def random(self):
        return random()

    def uniform(self, a, b):
        return uniform(a, b)

    def getrandbits(self, k):
        return getrandbits(k)

    def choice(self, seq):
        return choice(seq)

    def randrange(self, start, stop=None, step=1):
        return randrange(start, stop, step)

    def randint(self, a, b):
        return randint(a, b)

    def shuffle(self, x):
        return shuffle(x)

    def sample(self, population, k, *, counts=None):
        return sample(population, k, counts=counts)

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        return choices(population, weights, cum_weights=cum_weights, k=k)


class SystemRandom(Random):
    """Likewise."""


def seed(a=None, version=2):
    """Does nothing: all draws are explored."""
