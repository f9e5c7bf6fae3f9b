# Subclasses of Thread with state of their own.
import threading

log = []


class Worker(threading.Thread):
    def __init__(self, n, *, fail=False):
        super().__init__(name=f"w{n}", daemon=False)
        self.n = n
        self.fail = fail
        self.result = None

    def run(self):
        log.append(self.name)
        if self.fail:
            raise ValueError(self.n)
        self.result = self.n * 2


ws = [Worker(1), Worker(2, fail=True)]
for w in ws:
    w.start()
early = ws[0].result
for w in ws:
    w.join()
results = [w.result for w in ws]
alive = [w.is_alive() for w in ws]
