import threading, queue
q = queue.LifoQueue()
r = []
q.put(1); q.put(2)
def j():
    q.join(); r.append("joined")
def c():
    try:
        x = q.get(); r.append(x); q.task_done()
    except queue.ShutDown:
        r.append("sd")
def s():
    q.shutdown(immediate=True); r.append(q.qsize())
ts = [threading.Thread(target=x) for x in (j, c, s)]
for t in ts: t.start()
for t in ts: t.join()
