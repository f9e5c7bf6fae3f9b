"""A pool of threads."""
from concurrent.futures import ThreadPoolExecutor

n = 0


def add(k):
    global n
    n += k
    return n


with ThreadPoolExecutor(2) as pool:
    a = pool.submit(add, 1)
    b = pool.submit(add, 2)
    results = sorted([a.result(), b.result()])
