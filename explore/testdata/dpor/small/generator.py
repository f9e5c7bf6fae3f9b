"""A generator that two threads ask for items."""
import threading


def count():
    n = 0
    while True:
        n += 1
        yield n


source = count()
log = []


def ask():
    try:
        log.append(next(source))
    except ValueError:
        log.append("busy")


threads = [threading.Thread(target=ask) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
