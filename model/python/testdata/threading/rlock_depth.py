# An RLock taken twice is freed by wait, however deep, and taken again so.
import threading

cond = threading.Condition()
ready = False
log = []


def waiter():
    with cond:
        with cond:
            while not ready:
                cond.wait()
            log.append("inner")
        log.append("outer")


def setter():
    global ready
    with cond:
        ready = True
        log.append("set")
        cond.notify_all()


ts = [threading.Thread(target=waiter), threading.Thread(target=setter)]
for t in ts:
    t.start()
for t in ts:
    t.join()
