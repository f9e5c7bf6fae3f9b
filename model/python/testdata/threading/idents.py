import threading
ids = {}
def f(n):
    ids[n] = threading.get_ident()
ts = [threading.Thread(target=f, args=(i,)) for i in range(2)]
me = threading.get_ident() == threading.main_thread().ident
for t in ts: t.start()
for t in ts: t.join()
same = [ids[i] == ts[i].ident for i in range(2)]
isint = isinstance(ids[0], int)
distinct_from_main = threading.get_ident() not in ids.values()
owner = None
lk = threading.Lock()
count = {}
def g():
    global owner
    with lk:
        owner = threading.get_ident()
        count[threading.get_ident()] = count.get(threading.get_ident(), 0) + 1
        ok.append(owner == threading.get_ident())
        owner = None
ok = []
ts = [threading.Thread(target=g) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
tot = sum(count.values())
del ids, count
