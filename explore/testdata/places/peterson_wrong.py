# 346 states, plain 571: an attempt at mutual exclusion of two, in which each gives way before it says that it wants to enter.
import threading

N = 2
flag = [False] * 2
turn = None
inside = 0
bad = 0


def work(i):
    global turn, inside, bad
    other = (i + 1) % N
    turn = other
    flag[i] = True
    while flag[other] and turn == other:
        pass
    inside += 1
    if inside != 1:
        bad = 1
    inside -= 1
    flag[i] = False


threads = [threading.Thread(target=work, args=(i,)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
