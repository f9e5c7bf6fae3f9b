"""An object that others can reach for a while only."""
import threading


class Box:
    def __init__(self):
        self.n = 0


shared = None
log = []


def give():
    global shared
    box = Box()
    shared = box
    box.n += 1
    shared = None
    box.n += 1
    log.append(box.n)


def take():
    box = shared
    if box is not None:
        box.n += 10
        box = None
    log.append("over")


threads = [threading.Thread(target=give), threading.Thread(target=take)]
for t in threads:
    t.start()
for t in threads:
    t.join()
