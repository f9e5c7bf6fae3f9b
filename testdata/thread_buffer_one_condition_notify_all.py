"""thread_buffer_one_condition_notify.py mended: notify_all wakes the right one,
too.
"""
# want holds
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
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()

    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            item = self.items.popleft()
            self.changed.notify_all()
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
