# 8 states, plain 4490: threads that wait for others' ends belong to parts, too.
import threading


class Cell:
    def __init__(self):
        self.lock = threading.Lock()
        self.n = 0


def add(cell):
    with cell.lock:
        cell.n += 1
    with cell.lock:
        cell.n += 1


def supervise(cell):
    threads = [threading.Thread(target=add, args=(cell,)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert cell.n == 4


one, two = Cell(), Cell()
threads = [threading.Thread(target=supervise, args=(c,)) for c in (one, two)]
for t in threads:
    t.start()
for t in threads:
    t.join()
result = one.n, two.n
