# A thread that has notified has to leave (Brinch Hansen), and can do nothing else.
# cpython, hoare: ok null
# brinch-hansen: refused profile-exit
import threading

out = None
cond = threading.Condition()
waiting = False


def waiter():
    global waiting
    with cond:
        waiting = True
        cond.wait()


t = threading.Thread(target=waiter)
t.start()
while True:
    with cond:
        if waiting:
            cond.notify()
            cond.notify()
            break
t.join()
