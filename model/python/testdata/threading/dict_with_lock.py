"""Dicts of classes of the program's: one that locks itself, one that counts."""
import threading


class Locked(dict):
    def __init__(self, *args):
        self.lock = threading.RLock()
        super().__init__(*args)

    def __setitem__(self, key, value):
        with self.lock:
            super().__setitem__(key, value)

    def __getitem__(self, key):
        with self.lock:
            return super().__getitem__(key)

    @property
    def total(self):
        with self.lock:
            return sum(self.values())


class Numbers(dict):
    def __missing__(self, key):
        self[key] = n = len(self)
        return n


locked, numbers, seen = Locked({"n": 0}), Numbers(), []


def work(name):
    locked["n"] += 1
    seen.append((locked.total, numbers[name]))


ts = [threading.Thread(target=work, args=(n,)) for n in "ab"]
for t in ts:
    t.start()
for t in ts:
    t.join()
