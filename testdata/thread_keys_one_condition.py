"""Many keys, one Condition, notify: it may wake the one that waits for another
key.
"""
import threading

cond = threading.Condition()
arrived = set()


def wait_for(key):
    with cond:
        while key not in arrived:
            cond.wait()  # want deadlock "^predicate true but asleep"


def deliver():
    for key in "ab":
        with cond:
            arrived.add(key)
            cond.notify()


def main():
    threads = [threading.Thread(target=wait_for, args=(key,)) for key in "ba"]
    threads.append(threading.Thread(target=deliver))
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
