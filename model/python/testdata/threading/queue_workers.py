# A queue of at most one item, workers that end at None.
import queue
import threading

q = queue.Queue(maxsize=1)
done = []


def worker():
    while True:
        item = q.get()
        if item is None:
            break
        done.append(item)
        q.task_done()


ws = [threading.Thread(target=worker) for _ in range(2)]
for w in ws:
    w.start()
for i in range(2):
    q.put(i)
for _ in ws:
    q.put(None)
for w in ws:
    w.join()
left = q.qsize()
