"""Two threads take the same two locks in opposite order."""
import threading

left, right = threading.Lock(), threading.Lock()
log = []


def mover(name, source, target):
    with source:
        with target:  # want deadlock "^wait-for cycle"
            log.append(name)


def main():
    threads = [
        threading.Thread(target=mover, args=("to right", left, right)),
        threading.Thread(target=mover, args=("to left", right, left)),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
