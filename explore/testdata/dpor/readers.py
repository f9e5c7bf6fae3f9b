"""One thread writes a variable, N others read it: each reader comes before the
writer or behind it."""

import threading

N = 2

x = 0


def write():
    global x
    x = 1


def read(seen, i):
    seen[i] = x


seen = [0] * N
threads = [threading.Thread(target=write)] + [threading.Thread(target=read, args=(seen, i)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
