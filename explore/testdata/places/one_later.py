# 49 states, plain 129: one thread is joined later than the others, so that it is still needed.
import threading

N = 3
n = 0


def work(i):
    global n
    n += 1


threads = [threading.Thread(target=work, args=(i,), name=f"w{i}") for i in range(N)]
for t in threads:
    t.start()
last = t
for t in threads[:-1]:
    t.join()
k = n
last.join()
