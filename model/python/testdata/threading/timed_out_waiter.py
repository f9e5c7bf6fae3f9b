# A waiter whose time is over stays in the queue until it has the lock again: a
# notify may select it, and the other sleeps on.
import threading

cond = threading.Condition()
got = {}


def wait(name, timeout):
    with cond:
        got[name] = cond.wait(timeout)


def notify():
    with cond:
        cond.notify()


a = threading.Thread(target=wait, args=("a", 0.5))
b = threading.Thread(target=wait, args=("b", None), daemon=True)
c = threading.Thread(target=notify)
for t in (a, b, c):
    t.start()
a.join()
c.join()
