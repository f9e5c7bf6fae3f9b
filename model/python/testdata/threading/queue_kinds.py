import threading, queue
q = queue.PriorityQueue(); l = queue.LifoQueue(); s = queue.SimpleQueue()
out = []
def p():
    q.put((2, "b")); q.put((1, "a")); l.put(1); l.put(2); s.put("x")
def c():
    out.append(q.get()[1]); out.append(l.get()); out.append(s.get())
ts = [threading.Thread(target=p), threading.Thread(target=c)]
for t in ts: t.start()
for t in ts: t.join()
