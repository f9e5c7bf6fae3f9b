# The main thread's exception waits for the others.
import threading

log = []
lock = threading.Lock()


def work():
    with lock:
        log.append("work")


threading.Thread(target=work).start()
with lock:
    log.append("main")
raise LookupError("main")
