"""thread_two_locks.py mended in another way: who does not get the second lock
gives the first one back and does without.
"""
# want holds
import threading

left, right = threading.Lock(), threading.Lock()
log = []


def mover(name, source, target):
    with source:
        if target.acquire(timeout=1):
            log.append(name)
            target.release()
        else:
            log.append(name + " gives up")


def main():
    threads = [
        threading.Thread(target=mover, args=("to right", left, right)),
        threading.Thread(target=mover, args=("to left", right, left)),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def finally_told():
    return len(log) == 2


if __name__ == "__main__":
    main()
