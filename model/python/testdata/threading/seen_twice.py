# Turns that end where another began, in one line.
import threading

cache = {}
log = []


def depth(n):
    if n in cache:
        return cache[n]
    value = 1 if not n else depth(n - 1) + 1
    log.append(n)
    cache[n] = value
    return value


def work():
    log.append(depth(1))
    while 2 not in cache or not cache:
        cache[2] = 0


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
