"""A barrier, and who comes last."""
import threading

barrier = threading.Barrier(2)
log = []


def meet():
    n = barrier.wait()
    if n == 0:
        log.append("first")
    log.append("by")


threads = [threading.Thread(target=meet) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
