"""Exceptions that are kept, raised again in another task, chained; what generators and with statements do with them."""
import asyncio, traceback
log = []
class E1(Exception):
    def __init__(self, code, *, detail=None):
        super().__init__(code)
        self.code, self.detail = code, detail
    def __str__(self): return f"E1({self.code}, {self.detail})"
class E2(E1, KeyError): pass
stored = None
def raiser(): raise E2(5, detail="d")
async def a():
    global stored
    try:
        raiser()
    except (ValueError, E1) as e:
        stored = e
        await asyncio.sleep(0)
        log.append(str(e))
    try: e
    except NameError as n: log.append(str(n))
async def b():
    while stored is None: await asyncio.sleep(0)
    try:
        raise stored
    except KeyError as e:
        log.append((e is stored, e.args, e.code))
        try:
            try:
                raise ValueError("inner") from e
            finally:
                log.append("fin")
        except ValueError as v:
            log.append((repr(v.__cause__)))
def ctx():
    try:
        try: 1 / 0
        except ZeroDivisionError: raise KeyError("k")
    except KeyError as k:
        return repr(k), k.__cause__
def fin():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: return "ret"
        finally:
            log.append(i)
            if i == 2: return "fin"
def nested():
    try:
        try: raise KeyError(1)
        finally:
            try: raise ValueError(2)
            except ValueError: pass
    except KeyError as e: return repr(e)
def elses():
    try: pass
    except Exception: log.append("no")
    else: log.append("else")
    finally: log.append("fin2")
    for i in []: pass
    else: log.append("forelse")
    n = 3
    while n:
        n -= 1
        if n == 1: break
    else: log.append("no")
def reraise():
    try:
        try: raise KeyError("a")
        except KeyError:
            try: raise ValueError("b")
            except ValueError: pass
            raise
    except Exception as e: return repr(e)
def gen():
    try:
        x = yield 1
        log.append(("got", x))
        try: yield 2
        except ValueError as v:
            log.append(repr(v)); yield "recovered"
    finally:
        log.append("gen closed")
def gens():
    g = gen(); next(g); g.send("s"); log.append(g.throw(ValueError("tv"))); g.close()
    g2 = None
    try: next(g)
    except StopIteration as s: log.append(s.value)
    def r(): 
        v = yield from gen2()
        return v + 1
    def gen2():
        yield 1
        return 5
    it = r(); next(it)
    try: next(it)
    except StopIteration as s: log.append(s.value)
    def bad(): 
        yield 1
        raise StopIteration
    try: list(bad())
    except RuntimeError as e: log.append((str(e), repr(e.__cause__)))
def badraise():
    out = []
    for x in (5, "a", None, int, KeyError, KeyError("z")):
        try: raise x
        except BaseException as e: out.append(repr(e))
    try: raise KeyError from 5
    except TypeError as e: out.append(str(e))
    try:
        raise
    except RuntimeError as e: out.append(str(e))
    try:
        try: raise ValueError
        except 5: pass
    except TypeError as e: out.append(str(e))
    return out
class CM:
    def __init__(self, n, sup=False): self.n, self.sup = n, sup
    def __enter__(self): log.append(f"in {self.n}"); return self
    def __exit__(self, t, v, tb):
        log.append((self.n, t and t.__name__, str(v), tb is None))
        return self.sup
def withs():
    with CM(1, True) as a, CM(2) as b:
        raise KeyError("w")
    with CM(3):
        return 5
async def main():
    await asyncio.gather(a(), b())
    for h in (ctx, fin, nested, elses, reraise, gens, badraise, withs): log.append(h())
    try: assert 1 == 2, f"msg {3:>4}"
    except AssertionError as e: log.append(str(e))
    log.append(isinstance(stored, LookupError)); log.append(E2.__mro__[1].__name__); log.append([c.__name__ for c in E2.__mro__])
    try: raise stored.with_traceback(None)
    except E1: log.append("again")
    log.append(OSError(2, "m").errno); log.append(repr(OSError(2, "m"))); log.append(str(KeyError("q"))); log.append(str(Exception(1, 2))); log.append(repr(StopIteration(3)))
    log.append(str(UnicodeError("x")))
    t = asyncio.ensure_future(b2())
    try: await t
    except ValueError as e: first = e
    try: await t
    except ValueError as e: log.append(e is first)
    log.append(t.exception() is first)
async def b2(): raise ValueError("b2")
asyncio.run(main())
