"""Threads that start threads, that nobody joins, and that outlive who started them."""
import threading

lock = threading.Lock()
done = threading.Condition(lock)
ended = []


def leaf(name):
    with lock:
        ended.append(name)
        done.notify_all()


def branch(name):
    for k in range(1):
        threading.Thread(target=leaf, args=(f"{name}{k}",)).start()
    leaf(name)


for name in "ab":
    threading.Thread(target=branch, args=(name,)).start()
with done:
    done.wait_for(lambda: len(ended) >= 3)
count = len(ended)
