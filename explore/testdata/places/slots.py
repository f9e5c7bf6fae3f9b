# 19 states, plain 2459: workers that only find their own slots by their numbers are alike in any order.
import threading

N = 4


class Table:
    def __init__(self):
        self.lock = threading.Lock()
        self.busy = [False] * N
        self.last = None


table = Table()


def work(i):
    with table.lock:
        table.busy[i] = True
        table.last = i
    with table.lock:
        table.busy[i] = False
        if table.last == i:
            table.last = None


threads = [threading.Thread(target=work, args=(i,), name=f"worker-{i}") for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert not any(table.busy)
