# Peterson's algorithm for two threads.
import threading

flag = [False, False]
turn = 0
inside = 0
most = 0


def work(me):
    global turn, inside, most
    other = 1 - me
    flag[me] = True
    turn = other
    while flag[other] and turn == other:
        pass
    inside += 1
    most = max(most, inside)
    inside -= 1
    flag[me] = False


ts = [threading.Thread(target=work, args=(n,)) for n in (0, 1)]
for t in ts:
    t.start()
for t in ts:
    t.join()
