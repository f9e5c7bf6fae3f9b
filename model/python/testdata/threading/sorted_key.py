# Builtins that call functions which look at what others change.
import threading


class P:
    def __init__(self, k):
        self.k = k


ps = [P(2), P(1)]
order = []
best = []


def change():
    ps[1].k = 3


t = threading.Thread(target=change)
t.start()
order.extend([p.k for p in sorted(ps, key=lambda p: p.k)])
best.append(max(ps, key=lambda p: p.k).k)
doubled = list(map(lambda p: p.k * 2, ps))
t.join()
