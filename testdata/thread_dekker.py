"""Dekker's algorithm, the first that was found: who has not the turn steps back
until the other one has been inside.
"""
# want holds
import threading

want = [False, False]
turn = 0
inside = 0


def enter(me):
    global turn, inside
    want[me] = True
    while want[1 - me]:
        if turn != me:
            want[me] = False
            while turn != me:
                pass
            want[me] = True
    inside += 1
    inside -= 1
    turn = 1 - me
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
