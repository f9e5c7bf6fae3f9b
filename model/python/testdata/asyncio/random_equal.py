"""A random float may equal a number, once."""
import random
r = random.random()
a = r == 0.5
b = r == 0.5
c = r != 0.25
d = r > 0.25
m = max(random.random(), 0.5) == 0.5
k = min(0.5, random.uniform(0, 1)) < 0.2
q = 1 if random.random() else 2
z = 0 <= random.random() < 1
t = (random.random() - 0.5) * -2 + 1
e = t > 1.5
f = t == 2
