# 28 states, plain 71: both parts change an attribute of their class, which is seen.
import threading


class Cell:
    changes = 0

    def __init__(self):
        self.lock = threading.Lock()
        self.n = 0


def add(cell):
    with cell.lock:
        cell.n += 1
    Cell.changes += 1


one, two = Cell(), Cell()
threads = [threading.Thread(target=add, args=(c,)) for c in (one, two)]
for t in threads:
    t.start()
for t in threads:
    t.join()
result = Cell.changes
