import threading
class Buffer:
    def __init__(self, cap):
        self.cap = cap
        self.items = []
        self.mutex = threading.Lock()
        self.not_full = threading.Condition(self.mutex)
        self.not_empty = threading.Condition(self.mutex)
    def put(self, x):
        with self.not_full:
            while len(self.items) >= self.cap:
                self.not_full.wait()
            self.items.append(x)
            self.not_empty.notify()
    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            x = self.items.pop(0)
            self.not_full.notify()
            return x
b = Buffer(1)
got = []
def prod(n):
    b.put(n)
def cons():
    got.append(b.get())
ts = [threading.Thread(target=prod, args=(i,)) for i in range(2)] + [threading.Thread(target=cons) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
