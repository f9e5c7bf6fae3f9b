"""Peterson's algorithm: mutual exclusion with nothing but variables. Each says
that it wants to enter and lets the other one go first.
"""
# want holds
import threading

want = [False, False]
turn = 0
inside = 0


def enter(me):
    global turn, inside
    want[me] = True
    turn = 1 - me
    while want[1 - me] and turn != me:
        pass
    inside += 1
    inside -= 1
    want[me] = False


def invariant_alone():
    return inside < 2


def main():
    threads = [threading.Thread(target=enter, args=(me,)) for me in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
