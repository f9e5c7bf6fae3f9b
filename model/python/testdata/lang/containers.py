"""list, tuple, dict, set, deque, range: operations and messages of errors."""
from collections import deque, defaultdict


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


def do(f, *a):
    try:
        r = f(*a)
        print(repr(r), repr(a[0]))
    except Exception as e:
        print(type(e).__name__, e, repr(a[0]))


L = [3, 1, 2, 1]
for mk in (list, tuple, deque):
    s = mk(L)
    print(mk.__name__, s)
    for i in range(-6, 6):
        show(lambda: s[i])
    for i in (None, -5, -2, 0, 1, 3, 9):
        for j in (None, -3, 0, 2, 8):
            for k in (None, 1, 2, -1, -2, 0):
                show(lambda: s[i:j:k])
    show(lambda: s.index(1))
    show(lambda: s.index(9))
    show(lambda: s.index(1, 2))
    show(lambda: s.count(1))
    show(lambda: s + s)
    show(lambda: s * 2)
    show(lambda: 2 * s)
    show(lambda: s * -1)
    show(lambda: s * 1.5)
    show(lambda: s + 1)
    show(lambda: 1 in s)
    show(lambda: 9 not in s)
    show(lambda: s == mk(L))
    show(lambda: s < mk([3, 2]))
    show(lambda: s >= mk([3, 1]))
    show(lambda: len(s))
    show(lambda: sorted(s))
    show(lambda: sorted(s, reverse=True))
    show(lambda: sorted(s, key=lambda x: -x))
    show(lambda: list(reversed(s)))
    show(lambda: min(s) + max(s) + sum(s))
    show(lambda: s[1.5])
    show(lambda: s["a"])
    show(lambda: s[True])
    show(lambda: bool(mk()))
    show(lambda: s < 5)
    show(lambda: mk(5))
    show(lambda: mk("abc"))
    show(lambda: hash(s) and 1)


def setslice(l, i, j, k, v):
    l[i:j:k] = v


def delslice(l, i, j, k):
    del l[i:j:k]


def setitem(l, i, v):
    l[i] = v


def delitem(l, i):
    del l[i]


for i in (None, -5, -2, 0, 1, 3, 9):
    for j in (None, -3, 0, 2, 8):
        for k in (None, 1, 2, -1, -2):
            do(setslice, list(L), i, j, k, [7, 8])
            do(delslice, list(range(6)), i, j, k)
do(setslice, [1, 2], 0, 1, None, 5)
do(setslice, [1, 2], 0, 1, None, "xyz")
for i in range(-5, 5):
    do(setitem, list(L), i, 0)
    do(delitem, list(L), i)
    do(setitem, deque(L), i, 0)
    do(delitem, deque(L), i)
    do(list.insert, list(L), i, 0)
    do(list.pop, list(L), i)
    do(deque.rotate, deque(L), i)
    do(deque.insert, deque(L), i, 9)
do(setitem, (1, 2), 0, 1)
do(delitem, (1, 2), 0)
do(setitem, "abc", 0, 1)
do(setitem, [1], "a", 1)
do(list.append, [1], 2)
do(list.append, (1,), 2)
do(list.extend, [1], "ab")
do(list.extend, [1], 5)
do(list.remove, [1, 2], 2)
do(list.remove, [1, 2], 3)
do(list.pop, [])
do(list.clear, [1])
do(list.reverse, [1, 2, 3])
do(list.sort, [3, 1, 2])
do(list.sort, [3, "a"])
do(list.sort, [3, 1], 5)
do(list.copy, [3])
l = [5, 3, 1]
l.sort(key=lambda x: x % 3, reverse=True)
print(l)
l += (1, 2)
l *= 2
print(l)
pairs = [(i % 3, i) for i in range(12)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))
l = [1, 2]
l.append(l)
print(l, l == l, [l] == [l])
d = {"a": 1}
d["self"] = d
print(d)
print(deque([1, 2, 3], maxlen=2), deque([1, 2], maxlen=5), deque(maxlen=0))
q = deque(maxlen=3)
for i in range(5):
    q.append(i)
    print(q)
q.appendleft(9)
print(q, q.maxlen, q.popleft(), q.pop(), q)
q.extend([1, 2, 3])
q.extendleft([7, 8])
print(q, q.copy(), list(q))
do(deque.popleft, deque())
do(deque.pop, deque())
do(deque.remove, deque([1]), 2)
do(deque.append, deque([1]), 2)
do(deque.insert, deque([1], maxlen=1), 0, 2)
show(lambda: deque([1], maxlen=-1))
q = deque([1])
q += [2, 3]
print(q, q + deque([4]), deque([1, 2]) == deque([1, 2]), deque([1]) < deque([2]))


def mutate(c, f):
    for x in c:
        f(c)


do(mutate, deque([1, 2]), lambda c: c.append(1) if len(c) < 5 else None)
do(mutate, {1: 2}, lambda c: c.update({len(c) + 5: 1}))
do(mutate, {1, 2}, lambda c: c.add(len(c) + 5))
# dict
d = {"b": 1, "a": 2, 3: [4]}
show(lambda: d)
show(lambda: d["b"])
show(lambda: d["zz"])
show(lambda: d[[]])
show(lambda: d.get("q"))
show(lambda: d.get("q", 5))
show(lambda: list(d))
show(lambda: d.keys())
show(lambda: d.values())
show(lambda: d.items())
show(lambda: d.keys() | {"z"} >= {"a"})
show(lambda: sorted(d.keys() & {"a", "b", "q"}))
show(lambda: d.keys() - {"a"} == {"b", 3})
show(lambda: ("a", 2) in d.items())
show(lambda: d == {3: [4], "a": 2, "b": 1})
show(lambda: {1: 2} == {1.0: 2.0, })
show(lambda: {1: "a", True: "b", 1.0: "c"})
show(lambda: d | {"x": 1})
show(lambda: d | 5)
do(dict.pop, dict(d), "a")
do(dict.pop, dict(d), "zz")
do(dict.pop, dict(d), "zz", 1)
do(dict.popitem, dict(d))
do(dict.popitem, {})
do(dict.setdefault, dict(d), "n", [])
do(dict.setdefault, dict(d), "a", [])
do(dict.update, dict(d), {"a": 9}, )
do(dict.update, dict(d), [("k", "v")])
do(dict.update, dict(d), [1])
do(dict.update, dict(d), [(1, 2, 3)])
do(dict.update, dict(d), 5)
do(dict.clear, dict(d))
do(delitem, dict(d), "a")
do(delitem, dict(d), "zz")
show(lambda: dict(a=1, b=2))
show(lambda: dict([("a", 1)], b=2))
show(lambda: dict(zip("ab", [1, 2])))
show(lambda: dict.fromkeys("aba", 0))
show(lambda: {**d, "b": 0})
show(lambda: list(reversed(d)))
show(lambda: {i: i * i for i in range(20)})
show(lambda: {str(i): i for i in range(20)}["7"])
big = {i: str(i) for i in range(50)}
for i in range(0, 50, 3):
    del big[i]
big[0] = "zero"
print(big, len(big), 3 in big, 4 in big)
show(lambda: {}[1])
show(lambda: {} < {})
dd = defaultdict(list)
dd["a"].append(1)
dd["b"]
print(dd, dd == {"a": [1], "b": []}, dd.get("q"), "q" in dd, len(dd), dd.default_factory is list, isinstance(dd, dict), type(dd).__name__)
show(lambda: defaultdict(5))
show(lambda: defaultdict(None, a=1)["x"])
c = defaultdict(int)
for ch in "mississippi":
    c[ch] += 1
print(dict(c), sorted(c.items(), key=lambda kv: (-kv[1], kv[0])))
# sets
a, b = {1, 2, 3}, {2, 3, 4}
show(lambda: (a | b, a & b, a - b, a ^ b))
show(lambda: (a < b, a <= a, a > {1}, a >= {9}, a == {3, 2, 1}, a != b))
show(lambda: (a.union([5]), a.intersection([1, 9]), a.difference([1]), a.symmetric_difference([1, 7])))
show(lambda: (a.issubset(b), a.issuperset({1}), a.isdisjoint({9})))
show(lambda: (frozenset(a) | b, type(a | frozenset(b)).__name__, type(frozenset(a) | b).__name__))
show(lambda: a | [1])
show(lambda: a - 1)
do(set.add, set(), 1)
do(set.add, set(), [])
do(set.remove, {1}, 1)
do(set.remove, {1}, 2)
do(set.discard, {1}, 2)
do(set.pop, set())
do(set.update, {1}, [2], (3,))
do(set.intersection_update, {1, 2}, [2])
do(set.difference_update, {1, 2}, [2])
do(set.symmetric_difference_update, {1, 2}, [2, 3])
do(set.clear, {1})
x = {1, 2}
x |= {3}
x &= {2, 3}
x ^= {5}
x -= {2}
print(x, set(), frozenset(), frozenset([1]), {1} in {frozenset([1])})
show(lambda: {frozenset([1]): 2}[frozenset([1])])
show(lambda: set([1, 1.0, True]))
show(lambda: set(5))
for n in (1, 5, 10, 30, 100):
    print(set(range(n)), {i * 7 % 31 for i in range(n)}, {-i for i in range(n)}, {i * 1000 for i in range(n)}, {i / 2 for i in range(n)})
print({(i, j) for i in range(4) for j in range(3)})
s = {10, 3, 7}
while s:
    print(s.pop(), s)
# range
for r in (range(5), range(2, 9, 3), range(9, 0, -4), range(0), range(-3, 3)):
    print(r, list(r), len(r), bool(r), 3 in r, 2.0 in r, "a" in r, list(reversed(r)), r == range(5), r.start, r.stop, r.step)
    show(lambda: r[1])
    show(lambda: r[-1])
    show(lambda: r[1:3])
    show(lambda: r[::-1])
    show(lambda: r.index(2))
    show(lambda: r.count(2))
    show(lambda: hash(r) == hash(range(5)))
show(lambda: range(1.5))
show(lambda: range(1, 2, 0))
show(lambda: range())
show(lambda: range(10**20, 10**20 + 3))
show(lambda: len(range(10**20)))
show(lambda: range(10)["a"])
show(lambda: range(10)[20])
show(lambda: slice(1, 2))
show(lambda: slice(1, 10, 2).indices(5))
show(lambda: list(enumerate("ab", 5)))
show(lambda: list(zip([1, 2], "abc")))
show(lambda: list(map(lambda x, y: x + y, [1, 2], [3, 4])))
show(lambda: list(filter(None, [0, 1, "", "a"])))
show(lambda: list(filter(lambda x: x > 1, [1, 2, 3])))
show(lambda: next(iter([])))
show(lambda: next(iter([]), "d"))
show(lambda: next([]))
show(lambda: iter(5))
show(lambda: list(iter(lambda: 5, 5)))
show(lambda: any(x > 2 for x in [1, 2, 3]))
show(lambda: all([]))
show(lambda: min([], default=3))
show(lambda: max([1, 5, 2], key=lambda x: -x))
show(lambda: max())
show(lambda: max([]))
show(lambda: min(3, 1, 2))
show(lambda: min(1, "a"))
show(lambda: sorted([3, "a"]))
show(lambda: sorted(5))
show(lambda: [1, 2] < [1, "a"])
show(lambda: (1, 2) < (1, 2, 0))
show(lambda: [[1]] == [[1]])
show(lambda: (1,) + (2,))
show(lambda: () is ())
show(lambda: [*range(3), *"ab"])
show(lambda: (lambda *a, **k: (a, k))(*[1, 2], **{"x": 3}))


def unpack(x):
    a, b = x
    return a, b


def unpack_star(x):
    a, *b, c = x
    return a, b, c


for x in ([1, 2], (1, 2, 3), "ab", {1: 2}, 5, [1], iter([1, 2]), range(4)):
    show(lambda: unpack(x))
for x in ([1, 2], (1, 2, 3), "abcd", [1]):
    show(lambda: unpack_star(x))
