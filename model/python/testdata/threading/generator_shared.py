import threading
def gen():
    i = 0
    while i < 3:
        yield i
        i += 1
g = gen()
out = []
def f():
    try:
        for x in g:
            out.append(x)
    except ValueError as e:
        out.append(str(e))
ts = [threading.Thread(target=f) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
