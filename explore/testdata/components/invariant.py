"""An invariant over objects that threads move between two sets."""
import threading


class Account:
    def __init__(self, name, amount):
        self.name, self.amount = name, amount
        self.lock = threading.RLock()

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        return self.name == other.name


accounts = [Account("x", 2), Account("y", 1)]
rich, moves = set(), 0
guard = threading.Lock()


def invariant_total():
    return sum(a.amount for a in accounts) in (2, 3)


def move(src, dst):
    global moves
    for a in accounts:
        if a.name == src:
            with a.lock:
                a.amount -= 1
            break
    for b in accounts:
        if b.name == dst:
            with b.lock:
                b.amount += 1
                if b.amount > 1:
                    with guard:
                        rich.add(b)
            break
    with guard:
        moves += 1


threads = [threading.Thread(target=move, args=a) for a in (("x", "y"), ("y", "x"))]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert moves == 2
