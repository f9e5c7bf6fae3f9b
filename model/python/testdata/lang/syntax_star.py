"""Stars, calls, assignments, comparisons, f-strings."""
def show(*a, **k): return a, k
a, *b = 1, 2, 3
print(a, b)
*a, b = "xyz"; print(a, b)
a, (b, *c), d = 1, (2, 3, 4), 5; print(a, b, c, d)
[x, *y, z] = range(5); print(x, y, z)
x, = [1]; print(x)
print(show(*[1,2], 3, *(4,), k=1, **{"z": 2}, y=3))
print([*range(3), 7, *"ab"], (*b"a", 1), {*[1, 1], 2}, {**{"a": 1}, "b": 2, **{"a": 3}})
try: show(**{"a": 1}, a=2)
except TypeError as e: print("dup")
try: a, b = 1, 2, 3
except ValueError as e: print(e)
try: a, b, *c = [1]
except ValueError as e: print(e)
for i, (j, *k) in [(1, (2, 3, 4)), (5, (6,))]: print(i, j, k)
a = b = [1]; a += [2]; print(b, a is b)
i = 0; l = [1, 2, 3]
i, l[i] = 1, 9; print(i, l)
def swap(a, b): a, b = b, a; return a, b
print(swap(1, 2))
a, b, c = 1, 2, 3; a, b, c = c, a, b; print(a, b, c)
d = {}; d["x"], d["y"] = 1, 2; print(d)
class O: pass
o = O(); o.n = 1; o.n += 2; o.l = [1, 2]; o.l[0] += 5; o.l[1:] = [7, 8]; print(o.n, o.l)
del o.l[0], o.n; print(o.l, hasattr(o, "n"))
def defaults(a, b=[], *, c=3, d): b.append(a); return b, c, d
print(defaults(1, d=2), defaults(2, d=3, c=4))
def po(a, /, b, *, c): return a, b, c
print(po(1, b=2, c=3))
try: po(a=1, b=2, c=3)
except TypeError as e: print("TE")
print((lambda x, *y, z=1, **w: (x, y, z, w))(1, 2, 3, z=4, q=5))
print(l[::2], l[-1], l[1:], l[:1], "abc"[::-1], [1,2,3,4][1:3])
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, not 1 < 2, 1 in [1] != False)
print((n := 5) + n, n)
print([y := 1, y ** 2], y)
print(5 if [] else 6, 0 or "x" or "y", 1 and 0 and 2, not None)
x = None
print(x is None, x is not None, [] and 1 or 2)
def side(v): print("side", v, end=" "); return v
print(side(1) < side(2) < side(0) < side(9))
if side(0) or side(1) and not side(0): print("yes")
while not (side(1) and side(2)): pass
print(f"{1!r:>4}|{'a':^5}|{3.14159:.2f}|{n=}|{'q'!s}|{{}}|{n:{n}}|" "tail")
print("%s-%d-%r" % ("a", 1, "b"), 7 // 2, -7 // 2, 7 % -3, 2 ** 10, 1 / 4, 1_000 * 3, -5, ~5, +5)
