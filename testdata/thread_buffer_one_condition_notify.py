"""A bounded buffer with one Condition for both sides.

notify() wakes one waiter, perhaps of the wrong side: a producer that finds the
buffer full again, while the consumer sleeps on. With P producers, C consumers
and room for K items it can come to a standstill exactly if P + C > 2K. Here
1 + 2 > 2.
"""
import threading
from collections import deque

CAPACITY, ITEMS = 1, 2
taken = []


class Buffer:
    def __init__(self):
        self.items = deque()
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while len(self.items) == CAPACITY:
                self.changed.wait()  # want deadlock "^consumed by the wrong waiter"
            self.items.append(item)
            self.changed.notify()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify()
            return item


buffer = Buffer()


def producer():
    for number in range(ITEMS):
        buffer.put(number)


def consumer():
    taken.append(buffer.get())


def main():
    threads = [
        threading.Thread(target=producer),
        threading.Thread(target=consumer),
        threading.Thread(target=consumer),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
