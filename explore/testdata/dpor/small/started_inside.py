"""Threads that start threads, and join them or leave that to others."""
import threading

log = []


def leaf(name):
    log.append(name)


def branch(name):
    t = threading.Thread(target=leaf, args=(name + "1",))
    t.start()
    log.append(name)
    if name == "a":
        t.join()


a = threading.Thread(target=branch, args=("a",))
b = threading.Thread(target=branch, args=("b",))
a.start()
b.start()
a.join()
log.append("end")
