# 17 states, plain 983: the number of who came last is kept and compared.
import threading

N = 3
lock = threading.Lock()
prev = None
twice = 0


def work(i):
    global prev, twice
    for _ in range(2):
        with lock:
            if prev == i:
                twice += 1
            prev = i


threads = [threading.Thread(target=work, args=(i,)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
prev = None
