# 104 states, plain 464: neighbours look at each other without a lock, as a ring is turned.
import threading

N = 3
eat = [False] * N
clash = 0


def work(i):
    global clash
    eat[i] = True
    if eat[i - 1] or eat[(i + 1) % N]:
        clash = 1
    eat[i] = False


threads = [threading.Thread(target=work, args=(i,)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
