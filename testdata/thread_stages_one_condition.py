"""Stages that wait for their turn on one Condition: notify wakes the one that
has waited longest, which may not be the one whose turn it is.
"""
import threading

STAGES = 3
cond = threading.Condition()
stage = 0
log = []


def run(me):
    global stage
    with cond:
        while stage != me:
            cond.wait()  # want deadlock "^consumed by the wrong waiter"
        log.append(me)
        stage = me + 1
        cond.notify()


def main():
    threads = [threading.Thread(target=run, args=(me,)) for me in range(STAGES)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
