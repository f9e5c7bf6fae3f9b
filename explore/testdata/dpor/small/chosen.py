"""Choices at random, by threads that share what they chose."""
import random
import threading

log = []


def pick():
    n = random.choice([1, 2])
    log.append(n)
    if log[0] == 2:
        log.append(random.choice(["a", "b"]))


threads = [threading.Thread(target=pick) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
