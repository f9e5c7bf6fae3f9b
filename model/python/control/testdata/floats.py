"""A random float is compared before it is known, and remembers the answers."""
# schedule: fifo
import random

r = random.random()
low = r < 0.3
lower = r < 0.1
high = r >= 0.3
never = r > 1 or r < 0
u = random.uniform(2, 4)
scaled = 10 * u - 5 > 30
most = scaled and u == 4
