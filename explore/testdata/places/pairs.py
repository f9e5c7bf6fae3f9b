# 502 states, plain 6620: each has the number of its neighbour, so that they are alike in a ring only.
import threading

N = 4
lock = threading.Lock()
forks = [threading.Lock() for _ in range(N)]
meals = [0] * N


def philosopher(i):
    left, right = forks[i], forks[(i + 1) % N]
    with lock:
        left.acquire()
        right.acquire()
    meals[i] += 1
    left.release()
    right.release()


threads = []
for i in range(N):
    threads.append(threading.Thread(target=philosopher, args=(i,)))
for t in threads:
    t.start()
for t in threads:
    t.join()
