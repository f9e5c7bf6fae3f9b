import threading, queue
q = queue.Queue(1)
r = []
def p():
    try:
        q.put(1); q.put(2)
        r.append("put")
    except queue.ShutDown:
        r.append("psd")
def c():
    try:
        r.append(q.get())
        r.append(q.get())
    except queue.ShutDown:
        r.append("csd")
def s():
    q.shutdown()
ts = [threading.Thread(target=x) for x in (p, c, s)]
for t in ts: t.start()
for t in ts: t.join()
sd = q.is_shutdown
