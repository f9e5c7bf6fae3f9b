"""Stages that wait for each other on conditions over one lock: each is notified
on its own.
"""
# want holds
import threading

STAGES = 3
lock = threading.Lock()
turns = [threading.Condition(lock) for _ in range(STAGES)]
stage = 0
log = []


def run(me):
    global stage
    with lock:
        while stage != me:
            turns[me].wait()
        log.append(me)
        stage = me + 1
        if stage < STAGES:
            turns[stage].notify()


def finally_in_order():
    return log == [0, 1, 2]


def main():
    threads = [threading.Thread(target=run, args=(me,)) for me in range(STAGES)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
