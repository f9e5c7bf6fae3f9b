# 11 states, plain 176: in the end somebody looks at whose result is which.
import threading

N = 3
lock = threading.Lock()
res = [0] * N
count = 0


def work(i):
    global count
    with lock:
        count += 1
        res[i] = count


threads = [threading.Thread(target=work, args=(i,)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
first = res.index(1)
