"""The same with threads."""
import queue
import threading
from threading import Condition

items = []
cond = Condition()
guard = threading.RLock()
jobs = queue.Queue(2)
stop = threading.Event()


def taker(how, name=""):
    with how:
        while not items:
            how.wait(5)
        items.pop()
    with guard:
        jobs.get(timeout=2)
    stop.wait()


def giver():
    for item in range(2):
        with cond:
            items.append(item)
            cond.notify()
    stop.set()


threads = [threading.Thread(target=taker, args=(cond, "a")), threading.Thread(target=giver)]
for t in threads:
    t.start()
for t in threads:
    t.join()
