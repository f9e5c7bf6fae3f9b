"""A bounded buffer for one item: two conditions on one lock, P producers and C
consumers, K items for each of the former."""

import threading
from collections import deque

P = 1
C = 1
K = 1

lock = threading.Lock()
not_full = threading.Condition(lock)
not_empty = threading.Condition(lock)
items = deque()


def produce():
    for i in range(K):
        with lock:
            while len(items) == 1:
                not_full.wait()
            items.append(i)
            not_empty.notify()


def consume():
    for i in range(P * K // C):
        with lock:
            while not items:
                not_empty.wait()
            items.popleft()
            not_full.notify()


threads = [threading.Thread(target=produce) for _ in range(P)] + [threading.Thread(target=consume) for _ in range(C)]
for t in threads:
    t.start()
for t in threads:
    t.join()
