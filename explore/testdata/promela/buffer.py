"""P producers and C consumers of K items each, room for B; with ONE both kinds wait on
one condition. buffer.pml is the same in Promela.
"""
import threading

P, C, K, B, ONE = 2, 2, 2, 1, 0


class Buffer:
    def __init__(self):
        self.count = 0
        lock = threading.Lock()
        self.room = threading.Condition(lock)
        self.items = self.room if ONE else threading.Condition(lock)

    def put(self):
        with self.room:
            while self.count == B:
                self.room.wait()
            self.count += 1
            self.items.notify()

    def get(self):
        with self.items:
            while self.count == 0:
                self.items.wait()
            self.count -= 1
            self.room.notify()


def producer(buffer):
    for _ in range(K):
        buffer.put()


def consumer(buffer):
    for _ in range(K):
        buffer.get()


def main():
    buffer = Buffer()
    threads = [threading.Thread(target=producer, args=(buffer,)) for _ in range(P)]
    threads += [threading.Thread(target=consumer, args=(buffer,)) for _ in range(C)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


main()
