"""N philosophers, each of whom eats once, with one lock and a condition each.
philosophers.pml is the same in Promela.
"""
import threading

N = 3


class Table:
    def __init__(self):
        lock = threading.Lock()
        self.lock = lock
        self.eating = [False] * N
        self.conds = [threading.Condition(lock) for _ in range(N)]

    def take(self, i):
        with self.lock:
            while self.eating[i - 1] or self.eating[(i + 1) % N]:
                self.conds[i].wait()
            self.eating[i] = True

    def put(self, i):
        with self.lock:
            self.eating[i] = False
            self.conds[i - 1].notify()
            self.conds[(i + 1) % N].notify()


def philosopher(table, i):
    table.take(i)
    table.put(i)


def main():
    table = Table()
    threads = [threading.Thread(target=philosopher, args=(table, i)) for i in range(N)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


main()
