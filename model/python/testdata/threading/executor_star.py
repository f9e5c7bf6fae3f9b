# Everything from concurrent.futures, and its ways to wait.
from concurrent.futures import *
def ok(): return 1
def bad(): raise ValueError("x")
with ThreadPoolExecutor(2) as ex:
    fs = [ex.submit(ok), ex.submit(bad)]
    r1 = wait(fs, return_when=FIRST_EXCEPTION)
    n1 = (len(r1.done), len(r1.not_done))
    r2 = wait(fs, timeout=0)
    n2 = len(r2[0])
    r3 = wait(fs)
    n3 = len(r3.done)
del fs, r1, r2, r3
