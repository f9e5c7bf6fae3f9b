"""match and except*."""
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x = x; self.y = y
class E: A = 1; B = "b"
def m(v):
    match v:
        case 0 | 1.5: return "num"
        case "s" | b"b": return "str"
        case None: return "none"
        case True: return "true"
        case E.B: return "enum"
        case []: return "empty"
        case [1]: return "one"
        case [a, b] if a == b: return ("same", a)
        case [a, [b, *c]]: return ("nested", a, b, c)
        case (first, *_, last): return ("ends", first, last)
        case {"k": k, "z": {"q": [w]}}: return ("map2", k, w)
        case {"k": k, **rest}: return ("map", k, rest)
        case {}: return "anymap"
        case P(0, y=0): return "origin"
        case P(x, 1 | 2 as y): return ("p12", x, y)
        case P(x=x0): return ("p", x0)
        case int(n) if n > 100: return ("big", n)
        case str() as s: return ("str", s)
        case -1 | -2.5: return "neg"
        case float(): return "float"
        case _: return "other"
for v in [0, 1.5, "s", b"b", None, True, "b", [], [1], (2, 2), [1, [2, 3, 4]], (1, 2, 3), [9], {"k": 1}, {"k": 1, "z": {"q": [5]}},
          {"k": 1, "w": 2}, {"x": 1}, P(0, 0), P(5, 2), P(7, 9), 101, "hello", -1, -2.5, 3.25, 50, (1, [2]), {1, 2}, range(2), [3, (4,)]]:
    print(m(v))
def alt(v):
    match v:
        case (1, x) | (x, 1) | [x, _, 1]: return x
        case [[x], [y]] | [[x, y]]: return x, y
        case {"a": 1 | 2 as t} | {"b": t}: return t
    return None
print(alt((1, 5)), alt((6, 1)), alt((2, 3, 1)), alt([[1], [2]]), alt([[1, 2]]), alt({"a": 2}), alt({"a": 3, "b": 4}), alt(8))
x = "before"
match [1, 2]:
    case [x, 3]: pass
    case [1, y]: print(x, y)
match 5:
    case n if n > 10: print("no")
    case n: print("n", n)
for v in (1, 2, 3):
    match v:
        case 1: continue
        case 2: print("two")
        case _: break
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3)])
except* ValueError as g:
    print("V", g.exceptions)
except* (TypeError, KeyError) as g:
    print("TK", [type(e).__name__ for e in g.exceptions])
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), OSError(2)])
    except* ValueError: print("handled")
except ExceptionGroup as g: print("rest", [type(e).__name__ for e in g.exceptions])
try:
    try: raise ValueError("naked")
    except* ValueError as g: print(type(g).__name__, g.exceptions)
    else: print("no")
    finally: print("fin")
except BaseException as e: print("bad", e)
try:
    try: raise ExceptionGroup("g", [ValueError(1), OSError(2)])
    except* OSError: raise RuntimeError("new")
except ExceptionGroup as g: print(type(g).__name__, [type(e).__name__ for e in g.exceptions])
try:
    try: raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError: raise
except ExceptionGroup as g: print("re", g.exceptions)
