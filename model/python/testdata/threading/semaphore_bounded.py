# A semaphore, its ceiling and its errors.
import threading
s = threading.BoundedSemaphore(1)
log = []
inside = 0
peak = 0
def use():
    global inside, peak
    if s.acquire(timeout=1):
        inside += 1
        peak = max(peak, inside)
        inside -= 1
        s.release()
    else:
        log.append("late")
ts = [threading.Thread(target=use) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
try:
    s.release()
except ValueError as e:
    log.append(str(e))
try:
    threading.Semaphore(-1)
except ValueError as e:
    log.append(str(e))
nb = s.acquire(False), s.acquire(blocking=False)
try:
    s.acquire(blocking=False, timeout=1)
except ValueError as e:
    log.append(str(e))
