"""Default factories of the program's own: two threads miss the same key, and one
puts in what it has made over what the other has put in and used."""
import threading
from collections import defaultdict


class Box:
    made = 0

    def __init__(self):
        Box.made += 1
        self.items = []


lists = defaultdict(lambda: [])
boxes = defaultdict(Box)
atomic = defaultdict(list)


def work():
    lists["k"].append(1)
    atomic["k"].append(1)


def pack(key):
    boxes[key].items.append(1)


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
threads = [threading.Thread(target=pack, args=(3,)) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
sizes = [len(lists["k"]), len(boxes[3].items), len(atomic["k"]), Box.made]
del lists, boxes, atomic
