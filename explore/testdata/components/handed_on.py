"""Objects that one thread makes, another takes and changes, and a third keeps."""
import threading


class Job:
    def __init__(self, n):
        self.n = n
        self.done = []

    def work(self, who):
        self.done.append((who, self.n))


cond = threading.Condition()
jobs, kept, log = [], {}, []


def make(n):
    for k in range(n):
        job = Job(k)
        with cond:
            jobs.append(job)
            cond.notify()


def take(who, n):
    for _ in range(n):
        with cond:
            while not jobs:
                cond.wait()
            job = jobs.pop(0)
        job.work(who)
        with cond:
            kept.setdefault(job.n, []).append(job)
            log.append(job.done[-1])


threads = [threading.Thread(target=make, args=(2,)), threading.Thread(target=make, args=(1,)),
           threading.Thread(target=take, args=("a", 2)), threading.Thread(target=take, args=("b", 1))]
for t in threads:
    t.start()
for t in threads:
    t.join()
same = [j is k for js in kept.values() for j in js for k in js]
