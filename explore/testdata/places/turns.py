# 10 states, plain 442: whose turn it is is a number, and who waits stands in a queue of them.
import collections
import threading

N = 3


class Turns:
    def __init__(self):
        self.cond = threading.Condition()
        self.queue = collections.deque()

    def enter(self, i):
        with self.cond:
            self.queue.append(i)
            while self.queue[0] != i:
                self.cond.wait()

    def leave(self):
        with self.cond:
            self.queue.popleft()
            self.cond.notify_all()


turns = Turns()


class Worker(threading.Thread):
    def __init__(self, number):
        super().__init__(name=f"worker {number}")
        self.number = number

    def run(self):
        turns.enter(self.number)
        turns.leave()


workers = [Worker(i) for i in range(N)]
for w in workers:
    w.start()
for w in workers:
    w.join()
