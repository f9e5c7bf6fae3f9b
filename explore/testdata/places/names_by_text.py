# 4 states, plain 30: names of threads are looked at by a text that is put together.
import threading

lock = threading.Lock()
first = None


class Worker(threading.Thread):
    def run(self):
        global first
        with lock:
            if first is None:
                first = getattr(self, "_na" + "me", "nobody")


workers = [Worker(name=n) for n in ("a", "b")]
for w in workers:
    w.start()
for w in workers:
    w.join()
