# 8 states, plain 82: the names of threads are looked at, and two have the same.
import threading

N = 3
lock = threading.Lock()
out = []


def work(i):
    with lock:
        out.append(threading.current_thread().name)


threads = [threading.Thread(target=work, args=(i,), name=f"w{i % 2}") for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
