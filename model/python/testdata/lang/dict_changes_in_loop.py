"""Dicts that change while a loop goes over them, and come to the size that they had."""


def last_item(d):
    d.popitem()
    d[3] = 3


def last_key(d):
    d.pop(2)
    d[3] = 3


def everything(d):
    d.clear()
    d[3] = 3
    d[4] = 4


def only_key(d):
    del d[1]
    d[3] = 3


def put_back(d):
    del d[1]
    d[1] = 3


def loop(keys, at, change):
    d = {k: k for k in keys}
    seen = []
    try:
        for k in d:
            seen.append(k)
            if k == at:
                change(d)
    except RuntimeError as e:
        seen.append(str(e))
    print(change.__name__, keys, at, seen, d)


loop([1, 2], 2, last_item)
loop([1, 2], 2, last_key)
loop([1, 2], 1, last_key)
loop([1, 2], 2, everything)
loop([1, 2], 1, everything)
loop([1], 1, only_key)
loop([1, 2, 3], 1, put_back)
loop([1, 2, 3], 3, put_back)

d = {}
for i in range(200):
    d[i] = i
    if i > 2:
        del d[i - 3]
print(list(d))

d = {}
for i in range(200):
    d[i % 7] = i
    d.popitem()
    d[i % 5] = i
print(list(d.items()))
