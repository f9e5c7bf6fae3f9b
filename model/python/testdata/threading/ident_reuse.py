# The number of a thread that has ended may be given to another.
import threading

seen = {}


def visit(name):
    seen.setdefault(threading.get_ident(), []).append(name)


first = threading.Thread(target=visit, args=("first",))
first.start()
first.join()
second = threading.Thread(target=visit, args=("second",))
second.start()
second.join()
visitors = len(seen)
same = first.ident == second.ident
del seen
