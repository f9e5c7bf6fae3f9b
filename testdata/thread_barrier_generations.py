"""thread_barrier_reused.py mended: who waits, waits for the end of its own
round.
"""
# want holds
import threading

PARTIES = 2


class Barrier:
    def __init__(self):
        self.cond = threading.Condition()
        self.count = 0
        self.round = 0

    def wait(self):
        with self.cond:
            mine = self.round
            self.count += 1
            if self.count == PARTIES:
                self.count = 0
                self.round += 1
                self.cond.notify_all()
            while self.round == mine:
                self.cond.wait()


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
