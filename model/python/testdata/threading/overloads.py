import threading
class Singleton:
    _inst = None
    _lock = threading.Lock()
    def __new__(cls, *a):
        with cls._lock:
            if cls._inst is None:
                cls._inst = super().__new__(cls)
        return cls._inst
    def __init__(self, v=0):
        self.v = v
class It:
    def __init__(self, n): self.n = n; self.i = 0
    def __iter__(self): self.i = 0; return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
class P:
    def __init__(self): self._x = 1
    @property
    def x(self): return self._x
    @x.setter
    def x(self, v): self._x = v
    def __setitem__(self, k, v): self._x = k + v
    def __iadd__(self, o): self._x += o; return self
    def __ne__(self, o): return self._x != o
    def __repr__(self): return f"P({self._x})"
out = []
it = It(2); p = P()
def w():
    Singleton(1)
    p.x = 5
    it.n = 3
def r():
    out.append(Singleton().v)
    out.append(list(x for x in it))
    p[1] = 1
    out.append(p != 2)
    out.append(f"{p}" + str(p))
t = threading.Thread(target=w); t.start(); r(); t.join()
x = p.x
