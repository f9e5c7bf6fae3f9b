"""Comparisons of random floats agree with each other."""
import random
r = random.random()
a = r < 0.5
b = r < 0.2
c = r >= 0.9
u = random.uniform(1, 5)
d = 2 < u <= 3
e = u > 10
w = random.random() * 10 + 1
f = w < 5
g = w < 1
h = 3 > w
z = 1 - random.random()
i = z <= 0
j = z <= 1
k = random.uniform(2, 2) == 2
random.seed(4)
