# An action that raises breaks the barrier.
import threading
def act():
    raise ValueError("no")
b = threading.Barrier(2, act)
log = []
def p(i):
    try:
        b.wait()
        log.append("ok")
    except threading.BrokenBarrierError:
        log.append("broken")
    except ValueError:
        log.append("value")
ts = [threading.Thread(target=p, args=(i,)) for i in range(2)]
for t in ts: t.start()
for t in ts: t.join()
