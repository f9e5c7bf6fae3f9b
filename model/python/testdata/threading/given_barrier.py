# A barrier whose action is a builtin.
import threading
log = []
b = threading.Barrier(2, action=log.clear)
def party(i):
    log.append(i)
    b.wait()
    log.append(i + 10)
ts = [threading.Thread(target=party, args=(i,)) for i in range(2)]
for t in ts: t.start()
for t in ts: t.join()
n = len(log)
