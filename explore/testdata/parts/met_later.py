# 19 states, plain 58: the parts come to have to do with each other: what one puts into the hub, the other finds there.
import threading


class Cell:
    def __init__(self):
        self.lock = threading.Lock()
        self.n = 0


class Hub:
    def __init__(self):
        self.cell = None


def give(cell, hub):
    with cell.lock:
        cell.n += 1
    hub.cell = cell


def find(cell, hub):
    with cell.lock:
        cell.n += 1
    if hub.cell is not None:
        hub.cell.n += 1


one, two, hub = Cell(), Cell(), Hub()
threads = [threading.Thread(target=give, args=(one, hub)), threading.Thread(target=find, args=(two, hub))]
for t in threads:
    t.start()
for t in threads:
    t.join()
result = one.n, two.n
