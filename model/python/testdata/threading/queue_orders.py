# Queues of two orders, one behind the other.
import queue, threading
q = queue.LifoQueue(maxsize=2)
p = queue.PriorityQueue()
log = []
def prod():
    for i in range(3):
        try:
            q.put(i, timeout=1)
        except queue.Full:
            log.append("full")
def cons():
    for _ in range(2):
        try:
            p.put((-q.get(timeout=1), "x"))
        except queue.Empty:
            log.append("empty")
ts = [threading.Thread(target=f) for f in (prod, cons)]
for t in ts: t.start()
for t in ts: t.join()
left = q.qsize(), q.full(), q.empty()
order = []
while not p.empty():
    order.append(p.get_nowait()[0])
try:
    p.get(block=False)
except queue.Empty:
    log.append("none")
try:
    q.task_done(); q.task_done(); q.task_done(); q.task_done()
except ValueError as e:
    log.append(str(e))
