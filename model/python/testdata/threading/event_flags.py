# An event that is set and cleared at once.
import threading
e = threading.Event()
got = []
def w(t):
    got.append(e.wait(t))
a = threading.Thread(target=w, args=(None,))
b = threading.Thread(target=w, args=(0.01,))
a.start(); b.start()
before = e.is_set()
e.set()
e.clear()
a.join(1)
e.set()
a.join(); b.join()
zero = e.wait(0)
