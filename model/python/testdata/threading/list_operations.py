import threading
xs = [3, 1, 2]
out = []
def sorter(): xs.sort()
def reader():
    out.append(list(xs)); out.append(xs[0]); out.append(2 in xs); out.append(xs + [9]); out.append(f"{xs}")
    y, *z = xs
    out.append(y)
ts = [threading.Thread(target=sorter), threading.Thread(target=reader)]
for t in ts: t.start()
for t in ts: t.join()
