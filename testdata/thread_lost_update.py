"""Two threads count without a lock: += reads and writes, and what another
thread has written in between is lost.
"""
import threading

n = 0


def count():
    global n
    n += 1


def finally_both():  # want finally "both"
    return n == 2


def main():
    threads = [threading.Thread(target=count), threading.Thread(target=count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
