# 26 states: two bounded buffers, each with producers and consumers of its own.
import threading
from collections import deque


class Buffer:
    def __init__(self, size):
        self.lock = threading.Lock()
        self.not_full = threading.Condition(self.lock)
        self.not_empty = threading.Condition(self.lock)
        self.items = deque()
        self.size = size

    def put(self, x):
        with self.not_full:
            while len(self.items) == self.size:
                self.not_full.wait()
            self.items.append(x)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            x = self.items.popleft()
            self.not_full.notify()
            return x


def produce(buf, n):
    for i in range(n):
        buf.put(i)


def consume(buf, n):
    for _ in range(n):
        buf.get()


a, b = Buffer(1), Buffer(1)
K = 1
threads = []
for buf in (a, b):
    for _ in range(2):
        threads.append(threading.Thread(target=produce, args=(buf, K)))
        threads.append(threading.Thread(target=consume, args=(buf, K)))
for t in threads:
    t.start()
for t in threads:
    t.join()
