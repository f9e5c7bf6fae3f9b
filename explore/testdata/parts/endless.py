# 24 states, plain 891: one part goes round for ever, and the race in the other is found all the same.
import threading


class Cell:
    def __init__(self):
        self.lock = threading.Lock()
        self.n = 0


def turn(cell):
    while True:
        with cell.lock:
            cell.n = 1 - cell.n


def count(cell):
    for _ in range(2):
        cell.n += 1


one, two = Cell(), Cell()
threads = [threading.Thread(target=turn, args=(one,)) for _ in range(2)]
threads += [threading.Thread(target=count, args=(two,)) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
