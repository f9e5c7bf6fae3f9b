"""Variables of functions, each a number that its own thread counts up."""
import threading

N = 3
lock = threading.Lock()
steps = [0] * N


def counter(i):
    at = i

    def step():
        nonlocal at
        with lock:
            steps[at] += 1
            at = (at + 1) % N
        with lock:
            steps[at] += 1

    return step


threads = [threading.Thread(target=counter(i)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert steps == [2, 2, 2]
