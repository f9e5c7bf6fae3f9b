"""Exceptions that end threads, and that one thread stores for another."""
import threading

lock = threading.Lock()
cond = threading.Condition(lock)
result = []


def compute(n):
    try:
        value = 6 // n
    except ZeroDivisionError as e:
        value = e
    with cond:
        result.append(value)
        cond.notify()
    if isinstance(value, Exception):
        raise value


def collect():
    total = 0
    for _ in range(2):
        with cond:
            while not result:
                cond.wait(1)
            value = result.pop()
        if isinstance(value, int):
            total += value
    return total


threads = [threading.Thread(target=compute, args=(n,)) for n in (0, 3)]
for t in threads:
    t.start()
total = collect()
for t in threads:
    t.join()
