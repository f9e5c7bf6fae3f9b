# Reset against threads that come.
import threading
b = threading.Barrier(2)
log = []
def p(i):
    try:
        b.wait(1)
        log.append("ok")
    except threading.BrokenBarrierError:
        log.append("broken")
t = threading.Thread(target=p, args=(0,)); u = threading.Thread(target=p, args=(1,))
t.start(); u.start()
b.reset()
t.join(); u.join()
fin = b.broken
