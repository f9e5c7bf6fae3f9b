# A notify that selects a waiter whose time is over, or ends before it has the lock.
# cpython, trio, cpython,expired=loses: ok [true] | ok [false] | deadlock [false]
# posix,spurious=no, java,spurious=no, mesa,spurious=no, trio,expired=forwards, cpython,expired=leaves, cpython,expired=forwards: ok [true] | ok [false]
# go, hoare, brinch-hansen: refused profile
import threading

cond = threading.Condition()
out = []
waiting = 0


def timed():
    global waiting
    with cond:
        waiting += 1
        out.append(cond.wait(0.01))
        if out[0]:
            cond.notify()


def untimed():
    global waiting
    with cond:
        waiting += 1
        cond.wait()
    with cond:
        cond.notify()


a = threading.Thread(target=timed)
b = threading.Thread(target=untimed)
a.start()
b.start()
while True:
    with cond:
        if waiting == 2:
            cond.notify()
            break
b.join()
a.join()
