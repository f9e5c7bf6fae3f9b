# Two permits for three threads; a bounded semaphore notices one too many.
import threading

sem = threading.Semaphore(2)
bounded = threading.BoundedSemaphore(1)
inside = 0
most = 0
lock = threading.Lock()
errors = []


def work():
    global inside, most
    with sem:
        with lock:
            inside += 1
            most = max(most, inside)
        with lock:
            inside -= 1


ts = [threading.Thread(target=work) for _ in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
with bounded:
    tried = bounded.acquire(blocking=False)
try:
    bounded.release()
except ValueError as e:
    errors.append(str(e))
