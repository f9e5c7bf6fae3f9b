# Conditions without their lock, and with another's.
import threading
lock = threading.Lock()
c = threading.Condition(lock)
log = []
for f in (c.wait, c.notify, c.notify_all, lambda: c.wait(0.1), lambda: c.wait_for(lambda: True), c.release):
    try:
        log.append(f())
    except RuntimeError as e:
        log.append(str(e))
def other():
    try:
        c.notify()
        log.append("accepted")
    except RuntimeError as e:
        log.append("refused")
with c:
    t = threading.Thread(target=other); t.start(); t.join()
r = threading.Condition()
def other2():
    try:
        r.notify()
        log.append("accepted")
    except RuntimeError as e:
        log.append("refused")
with r:
    t = threading.Thread(target=other2); t.start(); t.join()
try:
    threading.Lock().release()
except RuntimeError as e:
    log.append(str(e))
del f, t
