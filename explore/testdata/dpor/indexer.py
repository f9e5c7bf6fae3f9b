"""N threads put four messages each into a hash table of 128 entries, each with a
lock of its own. Up to eleven threads no two of them come to the same entry."""

import threading

N = 12
SIZE = 128
MAX = 4

table = [0] * SIZE
locks = [threading.Lock() for _ in range(SIZE)]


def put(h, w):
    with locks[h]:
        if table[h] == 0:
            table[h] = w
            return True
        return False


def index(tid):
    for m in range(1, MAX + 1):
        w = m * 11 + tid
        h = w * 7 % SIZE
        while not put(h, w):
            h = (h + 1) % SIZE


threads = [threading.Thread(target=index, args=(i,)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
