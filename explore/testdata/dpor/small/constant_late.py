"""A global that is bound once, when another thread may look at it already."""
import threading

log = []


def look():
    try:
        log.append(LATE)
    except NameError:
        log.append(None)


t = threading.Thread(target=look)
t.start()
LATE = 1
t.join()
