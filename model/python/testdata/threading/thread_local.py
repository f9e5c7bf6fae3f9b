# Every thread has values of its own.
import threading

data = threading.local()
data.x = 0
seen = []


def work(n):
    data.x = n
    data.x += 1
    seen.append(data.x)
    seen.append(hasattr(data, "y"))


ts = [threading.Thread(target=work, args=(n,)) for n in (10,)]
for t in ts:
    t.start()
data.y = 1
for t in ts:
    t.join()
mine = data.x
