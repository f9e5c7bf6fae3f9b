"""Every draw of random numbers is a choice."""
# schedule: fifo
import random
from random import choice, shuffle

letter = choice("ab")
order = [1, 2, 3] if letter == "a" else random.sample([4, 5], 1) + random.choices("xyz", [1, 0, 2])
if letter == "a":
    shuffle(order)
else:
    order.append(random.Random(7).randrange(0, 6, 3))
