# A pool of two threads.
from concurrent.futures import ThreadPoolExecutor, as_completed

order = []


def square(n):
    order.append(n)
    if n == 2:
        raise ValueError(n)
    return n * n


with ThreadPoolExecutor(max_workers=2) as pool:
    futures = [pool.submit(square, n) for n in (1, 2)]
    results = []
    for f in as_completed(futures):
        results.append(str(f.exception()) if f.exception() else f.result())
mapped = None
