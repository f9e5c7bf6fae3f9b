# Main, a thread and a daemon that end otherwise.
import threading
log = []
def bg():
    log.append("bg")
    ev.wait()
    log.append("never")
def fg():
    log.append("fg")
    raise KeyError("x")
ev = threading.Event()
threading.Thread(target=bg, daemon=True).start()
threading.Thread(target=fg).start()
raise ValueError("main")
