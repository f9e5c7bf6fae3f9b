"""A queue with one place, its makers and its user."""
import queue
import threading

q = queue.Queue(1)
log = []


def make(n):
    q.put(n)


def use():
    log.append(q.get())
    log.append(q.qsize())
    log.append(q.get())


threads = [threading.Thread(target=make, args=(i,)) for i in range(2)] + [threading.Thread(target=use)]
for t in threads:
    t.start()
for t in threads:
    t.join()
