"""An invariant over two variables that are written apart."""
import threading

x = 0
y = 0


def up():
    global x, y
    x = 1
    y = 1


def down():
    global x, y
    y = 2
    x = 2


def invariant_close():
    return abs(x - y) < 2


threads = [threading.Thread(target=up), threading.Thread(target=down)]
for t in threads:
    t.start()
for t in threads:
    t.join()
