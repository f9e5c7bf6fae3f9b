"""Variables that are reached in more than one way."""
import threading


class Box:
    def __init__(self):
        self.n = 0


box = Box()


def direct():
    box.n += 1


def around():
    vars(box)["n"] += 10


threads = [threading.Thread(target=direct), threading.Thread(target=around)]
for t in threads:
    t.start()
for t in threads:
    t.join()
