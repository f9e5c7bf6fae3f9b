"""A queue, a barrier, an event, a semaphore and a thread's own values."""
import queue
import threading

q = queue.Queue(1)
barrier = threading.Barrier(2)
ready = threading.Event()
slots = threading.BoundedSemaphore(1)
own = threading.local()
seen = []


def first():
    own.n = 1
    q.put({"n": own.n})
    barrier.wait()
    ready.set()
    with slots:
        seen.append(own.n)


def second():
    own.n = 2
    got = q.get()
    barrier.wait()
    got["n"] += own.n
    ready.wait()
    with slots:
        seen.append(got["n"])
    q.task_done()


threads = [threading.Thread(target=f) for f in (first, second)]
for t in threads:
    t.start()
for t in threads:
    t.join()
q.join()
