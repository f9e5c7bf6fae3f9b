from concurrent.futures import ThreadPoolExecutor, as_completed, wait, FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED
def f(x):
    return x
def bad(x):
    raise KeyError(x)
with ThreadPoolExecutor(2) as ex:
    fs = {ex.submit(f, i): i for i in range(2)}
    order = [fs[x] for x in as_completed(fs)]
    hs = [ex.submit(f, 1), ex.submit(bad, 2)]
    d, nd = wait(hs, return_when=FIRST_COMPLETED)
    k = (len(d) >= 1, len(d) + len(nd))
    d2, nd2 = wait(hs, return_when=FIRST_EXCEPTION)
    e = hs[1] in d2
    d3, nd3 = wait(hs, timeout=1, return_when=ALL_COMPLETED)
    full = (len(d3) + len(nd3))
del fs, hs, d, nd, d2, nd2, d3, nd3
