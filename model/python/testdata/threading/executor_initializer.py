# An initializer that fails after shutdown throws away the word that no call will come.
import concurrent.futures as cf
k = []
def init():
    k.append(1)
    if len(k) == 2:
        raise ValueError
ex = cf.ThreadPoolExecutor(2, initializer=init)
fs = []
err = 0
for i in range(2):
    try:
        fs.append(ex.submit(pow, i, 2))
    except cf.BrokenExecutor:
        err += 1
res = []
for f in fs:
    try:
        res.append(f.result())
    except cf.BrokenExecutor as e:
        res.append("broken")
ex.shutdown()
fs = f = None
