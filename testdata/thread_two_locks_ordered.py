"""thread_two_locks.py mended: all take the locks in the same order."""
# want holds
import threading

left, right = threading.Lock(), threading.Lock()
log = []


def mover(name):
    with left:
        with right:
            log.append(name)


def main():
    threads = [threading.Thread(target=mover, args=(name,)) for name in ("to right", "to left")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
