"""A deadlock in some orders only, with a third thread that decides."""
import threading

a, b = threading.Lock(), threading.Lock()
swap = False


def one():
    with a:
        with b:
            pass


def two():
    first, second = (a, b) if swap else (b, a)
    with first:
        with second:
            pass


def decide():
    global swap
    swap = True


threads = [threading.Thread(target=f) for f in (one, two, decide)]
for t in threads:
    t.start()
for t in threads:
    t.join()
