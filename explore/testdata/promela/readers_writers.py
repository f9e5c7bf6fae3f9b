"""R readers and W writers, each once, with one condition. readers_writers.pml is the
same in Promela.
"""
import threading

R, W = 2, 2


class Lock:
    def __init__(self):
        self.readers = 0
        self.writing = False
        self.cond = threading.Condition()

    def start_read(self):
        with self.cond:
            while self.writing:
                self.cond.wait()
            self.readers += 1

    def end_read(self):
        with self.cond:
            self.readers -= 1
            if self.readers == 0:
                self.cond.notify_all()

    def start_write(self):
        with self.cond:
            while self.writing or self.readers > 0:
                self.cond.wait()
            self.writing = True

    def end_write(self):
        with self.cond:
            self.writing = False
            self.cond.notify_all()


def reader(lock):
    lock.start_read()
    lock.end_read()


def writer(lock):
    lock.start_write()
    lock.end_write()


def main():
    lock = Lock()
    threads = [threading.Thread(target=reader, args=(lock,)) for _ in range(R)]
    threads += [threading.Thread(target=writer, args=(lock,)) for _ in range(W)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


main()
