# Whether the thread that notifies can have the lock again before the waiter.
# cpython, go, posix,spurious=no, java,spurious=no, mesa,spurious=no, trio,relock=fifo, trio,barging=yes: ok ["again","woken"] | ok ["woken","again"]
# trio, hoare, brinch-hansen: ok ["woken","again"]
import threading

cond = threading.Condition()
waiting = False
out = []


def waiter():
    global waiting
    with cond:
        waiting = True
        cond.wait()
        out.append("woken")


t = threading.Thread(target=waiter)
t.start()
while True:
    with cond:
        if waiting:
            cond.notify()
            break
with cond:
    out.append("again")
t.join()
