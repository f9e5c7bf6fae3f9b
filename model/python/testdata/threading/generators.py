# A generator that two threads share, and one that a builtin runs.
import threading


def count():
    n = 0
    while n < 3:
        n += 1
        yield n


shared = count()
got = []
items = [1, 2]
total = 0


def take():
    try:
        got.append(next(shared))
    except ValueError as e:
        got.append(str(e))


def add():
    global total
    total = sum(x for x in items)
    items.append(5)


ts = [threading.Thread(target=take), threading.Thread(target=add)]
for t in ts:
    t.start()
take()
items.append(3)
for t in ts:
    t.join()
