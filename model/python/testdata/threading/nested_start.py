import threading
log = []
def inner(n): log.append(n)
def outer(n):
    t = threading.Thread(target=inner, args=(n + 10,))
    t.start()
    log.append(n)
    t.join()
    log.append(-n)
ts = [threading.Thread(target=outer, args=(n,)) for n in (1,)]
for t in ts: t.start()
log.append(0)
for t in ts: t.join()
