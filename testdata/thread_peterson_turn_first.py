"""Peterson's algorithm with its first two lines exchanged: both can be inside."""
import threading

want = [False, False]
turn = 0
inside = 0


def enter(me):
    global turn, inside
    turn = 1 - me
    want[me] = True
    while want[1 - me] and turn != me:
        pass
    inside += 1
    inside -= 1
    want[me] = False


def invariant_alone():  # want invariant "alone"
    return inside < 2


def main():
    threads = [threading.Thread(target=enter, args=(me,)) for me in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
