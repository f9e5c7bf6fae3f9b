# 42 states, plain 128: what the lock is called that a thread holds in a data race depends on which of them it is.
import threading

n = 0


def work(lock, done):
    global n
    with lock:
        n += 1
        done.append(n)


results = [[], []]
threads = [threading.Thread(target=work, args=(threading.Lock(), r)) for r in results]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert results != [[2], [2]]
