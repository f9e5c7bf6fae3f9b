"""Exceptions that end threads, the main one too."""
import threading

n = 0


def work():
    global n
    n += 1
    assert n == 1


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
if n == 2:
    raise RuntimeError("both")
