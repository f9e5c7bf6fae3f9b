"""try, with and loops: every way out."""
log = []
def f(n):
    try:
        log.append("a")
        if n == 0: return "ret"
        if n == 1: raise ValueError("v")
        if n == 2: raise KeyError("k")
        if n == 3: raise TypeError("t")
        log.append("b")
    except (ValueError, KeyError) as e:
        log.append(repr(e))
        if n == 2: raise RuntimeError("from") from e
        return "exc"
    except TypeError:
        log.append("reraise")
        raise
    else:
        log.append("else")
    finally:
        log.append("fin")
    return "end"
for i in range(5):
    try: print(i, f(i))
    except Exception as e: print(i, "raised", repr(e), repr(e.__cause__))
    try: e
    except NameError: print("e gone")
print(log)

def loops():
    out = []
    for x in range(6):
        try:
            if x == 1: continue
            if x == 4: break
            out.append(x)
        finally:
            out.append(-x)
    else:
        out.append("else")
    i = 0
    while True:
        try:
            i += 1
            if i < 3: continue
            break
        finally:
            out.append(("w", i))
    for x in []:
        pass
    else:
        out.append("else2")
    return out
print(loops())

def override():
    try:
        return 1
    finally:
        return 2
def override2():
    for i in range(3):
        try:
            raise ValueError
        finally:
            continue
    return i
def override3():
    while 1:
        try:
            return "x"
        finally:
            break
    return "broke"
print(override(), override2(), override3())

def nested():
    r = []
    try:
        try:
            try:
                raise KeyError(1)
            finally:
                r.append("f1")
        except ValueError:
            r.append("no")
        finally:
            r.append("f2")
    except KeyError as e:
        r.append(e.args)
        try:
            raise ValueError(2)
        except ValueError as e2:
            r.append(e2.args)
            try:
                raise
            except ValueError as e3:
                r.append(e3 is e2)
        try:
            raise
        except KeyError as e4:
            r.append(e4.args)
    return r
print(nested())

class CM:
    def __init__(self, n, swallow=False): self.n = n; self.s = swallow
    def __enter__(self): print("enter", self.n); return self.n
    def __exit__(self, t, v, tb): print("exit", self.n, t.__name__ if t else None, v); return self.s
def w(k):
    with CM(1) as a, CM(2, True) as b:
        for i in range(3):
            with CM(i + 10):
                if k == 0: return (a, b, i)
                if k == 1: break
                if k == 2: continue
                if k == 3: raise ValueError("x")
        else:
            print("loop else")
    return "after"
for k in range(5): print(w(k))
def gw():
    with CM("g"):
        yield 1
        yield 2
g = gw(); print(next(g)); g.close()
for v in gw(): print(v)
def rw():
    try:
        with CM("r"):
            return 1
    finally:
        print("outer fin")
print(rw())
def tf():
    with CM("t"):
        try:
            return [x for x in (1,2)]
        except ValueError: pass
        finally:
            print("in")
print(tf())
def deep():
    x = 0
    while x < 3:
        x += 1
        try:
            try:
                if x == 2: continue
                print("body", x)
            except ValueError:
                pass
            else:
                print("els", x)
            finally:
                try: pass
                finally: print("ff", x)
        finally:
            print("of", x)
    return x
print(deep())
def unbound():
    try: q
    except NameError as e: print(type(e).__name__)
    if 0: q = 1
unbound()
try:
    undefined_thing
except NameError as ex: print(ex)
try:
    assert 1 > 2, "msg"
except AssertionError as ex: print("assert", ex)
try:
    assert 1 > 2
except AssertionError as ex: print("assert", ex.args)


def chained():
    for cause in None, KeyError("k"), "none at all":
        try:
            if cause == "none at all":
                raise ValueError
            raise ValueError from cause
        except ValueError as e:
            print(repr(e.__cause__), e.__suppress_context__)
            try:
                raise e from None
            except ValueError as again:
                print(again is e, repr(again.__cause__), again.__suppress_context__)


chained()
