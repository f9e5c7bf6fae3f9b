"""A Semaphore of two lets two in and no third."""
# want holds
import threading

room = threading.Semaphore(2)
lock = threading.Lock()
inside = 0


def visit():
    global inside
    with room:
        with lock:
            inside += 1
        with lock:
            inside -= 1


def invariant_room():
    return inside <= 2


def main():
    threads = [
        threading.Thread(target=visit),
        threading.Thread(target=visit),
        threading.Thread(target=visit),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
