# Two threads add to a global without a lock: an update can be lost.
import threading

n = 0


def add():
    global n
    n += 1


threads = [threading.Thread(target=add) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
