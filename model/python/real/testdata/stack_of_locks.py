"""Two threads enter two locks each by a stack of contexts, in either order."""
import threading
from contextlib import ExitStack
a, b = threading.Lock(), threading.Lock()
def f(x, y):
    with ExitStack() as stack:
        for l in (x, y):
            stack.enter_context(l)
t = threading.Thread(target=f, args=(a, b))
t.start()
f(b, a)
t.join()
