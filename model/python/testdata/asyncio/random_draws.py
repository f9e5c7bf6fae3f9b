"""Every draw is a choice, in the order of the places."""
import random

a = [1, 2, 3]
random.shuffle(a)
b = random.sample([1, 2, 3], 2)
c = random.choices(["p", "q", "r"], weights=[1, 0, 2], k=1)
d = random.Random(5).randrange(0, 6, 3)
e = random.SystemRandom().choice([True, False])
