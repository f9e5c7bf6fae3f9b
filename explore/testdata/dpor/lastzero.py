"""N threads count up an array, each from its neighbour's item; another one looks
for the last zero from the end on."""

import threading

N = 5

array = [0] * (N + 1)


def count(j):
    array[j] = array[j - 1] + 1


def search():
    i = N
    while array[i] != 0:
        i -= 1


threads = [threading.Thread(target=search)] + [threading.Thread(target=count, args=(j,)) for j in range(1, N + 1)]
for t in threads:
    t.start()
for t in threads:
    t.join()
