# iter with a function that waits; and max looks at a list that grows meanwhile.
import queue
import threading

jobs = queue.Queue()
done = []
most = []


def consume():
    for job in iter(jobs.get, None):
        done.append(job)


def size(n):
    return n


def measure():
    most.append(max(done, key=size, default=0))


threads = [threading.Thread(target=consume), threading.Thread(target=measure)]
for t in threads:
    t.start()
jobs.put(1)
jobs.put(2)
jobs.put(None)
for t in threads:
    t.join()
