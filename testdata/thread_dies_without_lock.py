"""thread_dies_with_lock.py, its lock mended: with gives it back whatever
happens. The exception still ends the thread.
"""
import threading

lock = threading.Lock()
prices = {"tea": 2}
total = 0


def add(what):
    global total
    with lock:
        total += prices[what]  # want uncaught-exception "KeyError"


def main():
    threads = [threading.Thread(target=add, args=(what,)) for what in ("tea", "coffee")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
