"""A barrier made by hand is used twice, and counts from the start as soon as it
is full: a fast thread comes round before a slow one has looked, and the slow one
finds it closed again.
"""
import threading

PARTIES = 2


class Barrier:
    def __init__(self):
        self.cond = threading.Condition()
        self.count = 0

    def wait(self):
        with self.cond:
            self.count += 1
            if self.count == PARTIES:
                self.cond.notify_all()
            while self.count < PARTIES:
                self.cond.wait()  # want deadlock "^overtaken"
            if self.count == PARTIES:
                self.count = 0


barrier = Barrier()


def work():
    for _ in range(2):
        barrier.wait()


def main():
    threads = [threading.Thread(target=work), threading.Thread(target=work)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
