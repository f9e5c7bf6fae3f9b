import threading
class K:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __hash__(self): return 1
    def __lt__(self, o): return self.v < o.v
    def __add__(self, o): return K(self.v + o.v)
    def __bool__(self): return self.v > 0
    def __str__(self): return "K%d" % self.v
    def __contains__(self, x): return x == self.v
    def __iter__(self): return iter([self.v])
    def __call__(self, x): return self.v + x
    def __enter__(self): self.v += 1; return self
    def __exit__(self, *a): self.v -= 1
k = K(1); out = []
def w(): k.v = 2
def r():
    out.append(k == K(1)); out.append(str(k)); out.append(bool(k)); out.append(2 in k); out.append([x for x in k]); out.append(k(1))
    with k as z: out.append(z.v)
t = threading.Thread(target=w); t.start(); r(); t.join()
