# A barrier with an action; a wait that runs out of time breaks it.
import threading

log = []
barrier = threading.Barrier(2, action=lambda: log.append("go"))


def work(n):
    try:
        barrier.wait(1 if n else None)
        log.append("through")
    except threading.BrokenBarrierError:
        log.append("broken")


ts = [threading.Thread(target=work, args=(n,)) for n in range(2)]
for t in ts:
    t.start()
for t in ts:
    t.join()
broken = barrier.broken
