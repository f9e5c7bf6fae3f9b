# A wait that returns without a notify shows what it waited for not to be there.
# cpython, go, hoare, brinch-hansen, trio, posix,spurious=no: ok true
# posix, java, mesa, cpython,spurious=1: ok true | ok false
import threading

cond = threading.Condition()
ready = False
out = None


def waiter():
    global out
    with cond:
        if not ready:
            cond.wait()
        out = ready


t = threading.Thread(target=waiter)
t.start()
with cond:
    ready = True
    cond.notify()
t.join()
