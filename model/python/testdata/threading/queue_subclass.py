import threading, queue
class Uniq(queue.Queue):
    def _init(self, maxsize):
        self.queue = []
        self.seen = set()
    def _put(self, item):
        if item not in self.seen:
            self.seen.add(item)
            self.queue.append(item)
    def _get(self):
        return self.queue.pop(0)
    def _qsize(self):
        return len(self.queue)
q = Uniq()
out = []
def p(x):
    q.put(x); q.put("z")
ts = [threading.Thread(target=p, args=(i,)) for i in "ab"]
for t in ts: t.start()
for t in ts: t.join()
while not q.empty():
    out.append(q.get())
