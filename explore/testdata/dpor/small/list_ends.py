"""Items of a list from either end, while it grows."""
import threading

items = [0, 0]
log = []


def last():
    items[-1] = 1


def grow():
    items.append(5)


def far():
    try:
        items[2] += 1
    except IndexError:
        log.append("short")


threads = [threading.Thread(target=f) for f in (last, grow, far)]
for t in threads:
    t.start()
for t in threads:
    t.join()
