import threading
class D:
    def __set_name__(self, o, n): self.n = "_" + n
    def __get__(self, o, t=None):
        if o is None: return self
        return getattr(o, self.n, 0)
    def __set__(self, o, v): setattr(o, self.n, v)
    def __delete__(self, o): delattr(o, self.n)
class Proxy:
    def __init__(self, target): object.__setattr__(self, "_t", target)
    def __getattr__(self, name): return getattr(object.__getattribute__(self, "_t"), name)
    def __setattr__(self, name, v): setattr(self._t, name, v)
class T:
    d = D()
    def __init__(self): self.k = 0
    def add(self, n): self.k += n
    @property
    def adder(self): return self.add
    def __getattr__(self, name):
        if name == "missing": return 42
        raise AttributeError(name)
    @property
    def oops(self): raise AttributeError("oops")
t = T()
p = Proxy(t)
out = []
def f():
    t.d += 1
    p.add(2)
    p.k += 1
def g():
    t.adder(5)
    t.d = t.missing
    try: t.oops
    except AttributeError as e: out.append(str(e))
ts = [threading.Thread(target=f), threading.Thread(target=g)]
for x in ts: x.start()
for x in ts: x.join()
d, k = t.d, t.k
del t.d
d2 = t.d


class Counted:
    n = 0

    def __getattribute__(self, name):
        if name == "seen":
            Counted.n += 1
            return Counted.n
        return object.__getattribute__(self, name)

    def __delattr__(self, name):
        Counted.n -= 1


c = Counted()
seen = []


def h():
    seen.append(hasattr(c, "seen"))
    seen.append(getattr(c, "seen", None))
    seen.append(getattr(c, "other", None))
    delattr(c, "x")


x = threading.Thread(target=h)
x.start()
c.seen
x.join()
