"""thread_buffer_one_condition_notify.py mended: each side waits on a Condition
of its own, and one notify is enough.
"""
# want holds
import threading
from collections import deque

CAPACITY, ITEMS = 1, 2
taken = []


class Buffer:
    def __init__(self):
        self.items = deque()
        lock = threading.Lock()
        self.not_full = threading.Condition(lock)
        self.not_empty = threading.Condition(lock)

    def put(self, item):
        with self.not_full:
            while len(self.items) == CAPACITY:
                self.not_full.wait()
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.popleft()
            self.not_full.notify()
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
