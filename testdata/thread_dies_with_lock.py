"""An exception between acquire and release: the thread is dead, its lock is not
free.
"""
import threading

lock = threading.Lock()
prices = {"tea": 2}
total = 0


def add(what):
    global total
    lock.acquire()  # want deadlock "^lock held for ever"
    total += prices[what]  # want uncaught-exception "KeyError"
    lock.release()


def main():
    threads = [threading.Thread(target=add, args=(what,)) for what in ("tea", "coffee")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
