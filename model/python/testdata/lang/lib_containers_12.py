"""collections, heapq, bisect, copy."""
import bisect
import copy
import heapq
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque, namedtuple

d = defaultdict(list)
d["a"].append(1)
d["b"].append(2)
d["a"].append(3)
print(d, dict(d), len(d), "c" in d, d.get("c"), isinstance(d, dict), d == {"a": [1, 3], "b": [2]})
print(d["new"], list(d), d.pop("new"), sorted(d.items()), d.default_factory is list)
n = defaultdict(int, {"x": 1}, y=2)
n["x"] += 5
n["z"] += 1
print(n, sum(n.values()), {**n}, [*n])
try:
    defaultdict()["k"]
except KeyError as e:
    print("KeyError", e)
nested = defaultdict(lambda: defaultdict(int))
nested["a"]["b"] += 1
print(nested["a"]["b"], {k: dict(v) for k, v in nested.items()})
n.default_factory = None
try:
    n["gone"]
except KeyError as e:
    print("KeyError", e)

o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
print(list(o), o.popitem(last=False), o.popitem(), o)
o["z"] = 0
o.move_to_end("z", last=False)
print(list(o.items()), o == OrderedDict(a=1, z=0), o == {"a": 1, "z": 0}, list(reversed(o)))
try:
    o.move_to_end("none")
except KeyError as e:
    print("KeyError", e)

c = Counter("abracadabra")
print(c, c.most_common(2), c["a"], c["none"], sum(c.values()), len(c))
c.update("aa")
c.subtract({"b": 5})
print(c["a"], c["b"], sorted((+c).items()), sorted(c.elements()))
print(Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=1),
      Counter(a=3) & Counter(a=1), Counter(a=3) | Counter(b=1))
c = Counter()
c["x"] += 1
c += Counter(x=2)
del c["never"]
print(c, dict(c), bool(Counter()))

chain = ChainMap({"a": 1}, {"a": 2, "b": 3})
chain["c"] = 4
print(chain["a"], chain["b"], sorted(chain), len(chain), chain.maps, chain.get("q", 9), chain.parents["a"])

Point = namedtuple("Point", "x y")
p = Point(1, y=2)
x, y = p
print(p, p.x, p[1], x + y, p == (1, 2), p._replace(x=5), p._asdict(), Point._fields, len(p), isinstance(p, tuple))
print(Point._make([3, 4]), sorted([Point(2, 1), Point(1, 2)]), {p: "key"}[(1, 2)], hash(p) == hash((1, 2)), p + (3,))
print(list(p), max(p), p[0:1], p.index(2), 2 in p, p < (1, 3), "%d-%d" % p, repr(p), str(p))
Opt = namedtuple("Opt", ["a", "b", "c"], defaults=[10, 20])
print(Opt(1), Opt(1, c=2))
for bad in (lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(1, z=2), lambda: Opt()):
    try:
        bad()
    except TypeError as e:
        print(e)
try:
    p.x = 5
except AttributeError:
    print("immutable")


class Sub(namedtuple("Base", "a b")):
    def total(self):
        return self.a + self.b


print(Sub(1, 2), Sub(1, 2).total(), Sub(3, 4) == (3, 4))

u = UserDict(a=1)
u["b"] = 2
print(u, len(u), list(u), "a" in u, u.get("q"), u.pop("a"))

q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
print(q, list(q), q[0], len(q), q.maxlen)

h = []
for v in [5, 3, 8, 1, 9, 2]:
    heapq.heappush(h, v)
print(h, [heapq.heappop(h) for _ in range(3)], h)
h = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
heapq.heapify(h)
print(h, heapq.heappushpop(h, -1), heapq.heapreplace(h, 20), h)
print(heapq.nlargest(3, [4, 1, 7, 3]), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len))
print(list(heapq.merge([1, 4, 6], [2, 3], [5])), list(heapq.merge([3, 1], [4], reverse=True)))
tasks = []
heapq.heappush(tasks, (2, "b"))
heapq.heappush(tasks, (1, "c"))
heapq.heappush(tasks, (1, "a"))
print([heapq.heappop(tasks) for _ in range(3)])

s = [1, 2, 2, 3]
print(bisect.bisect_left(s, 2), bisect.bisect_right(s, 2), bisect.bisect(s, 0), bisect.bisect_left(s, 2, 2))
bisect.insort(s, 2)
bisect.insort_left(s, 0)
print(s)


class Node:
    def __init__(self, v):
        self.v = v
        self.links = []


a = Node(1)
a.links.append(a)
a.links.append({"k": [1, 2]})
b = copy.deepcopy(a)
print(b is a, b.links[0] is b, b.links[1] == a.links[1], b.links[1] is a.links[1])
c = copy.copy(a)
print(c is a, c.links is a.links, c.v)
t = ([1], 2)
print(copy.deepcopy(t), copy.deepcopy(t)[0] is t[0], copy.copy([1, 2]), copy.deepcopy({"a": {1, 2}}), copy.deepcopy("s"))
dd = copy.deepcopy(d)
dd["a"].append(99)
print(d, dd, copy.deepcopy(q), copy.deepcopy(p))
