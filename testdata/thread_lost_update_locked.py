"""thread_lost_update.py mended: the lock keeps reading and writing together."""
# want holds
import threading

n = 0
lock = threading.Lock()


def count():
    global n
    with lock:
        n += 1


def finally_both():
    return n == 2


def main():
    threads = [threading.Thread(target=count), threading.Thread(target=count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
