# How often a thread wakes, where it may so often without a notify.
# cpython: ok 0 | ok 1
# cpython,spurious=1: ok 0 | ok 1 | ok 2
# posix,spurious=2: ok 0 | ok 1 | ok 2 | ok 3
import threading

cond = threading.Condition()
ready = False
out = 0


def waiter():
    global out
    with cond:
        while not ready:
            cond.wait()
            out += 1


t = threading.Thread(target=waiter)
t.start()
with cond:
    ready = True
    cond.notify()
t.join()
