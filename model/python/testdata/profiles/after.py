# Who runs behind a notify: the thread that notifies, or the waiter.
# cpython, go, posix,spurious=no, java,spurious=no, mesa,spurious=no, trio, brinch-hansen: ok ["notifies","woken"]
# hoare: ok ["woken","notifies"]
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
            out.append("notifies")
            break
t.join()
