import threading
class S:
    _inst = None
    _lock = threading.Lock()
    made = 0
    @classmethod
    def get(cls):
        if cls._inst is None:
            with cls._lock:
                if cls._inst is None:
                    S.made += 1
                    cls._inst = cls()
        return cls._inst
got = []
def work(): got.append(S.get() is S.get())
ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
made = S.made
