# 22 states, plain 189: the first is told from the others, so that none are alike.
import threading

N = 3
lock = threading.Lock()
seats = [None] * N


def sit(i):
    with lock:
        seats[i] = i
    with lock:
        if i == 0:
            seats[i] = None


threads = [threading.Thread(target=sit, args=(i,)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
