# While a list sorts itself by a function, others find it empty, and what they put
# there is found out and lost.
import threading

weights = [0, 3, 1]
items = [1, 2]
seen = []


def weight(i):
    return weights[i]


def sort():
    try:
        items.sort(key=weight)
    except ValueError as e:
        seen.append(str(e))


def look():
    seen.append(list(items))
    weights[1] = 0
    items.append(0)


threads = [threading.Thread(target=f) for f in (sort, look)]
for t in threads:
    t.start()
for t in threads:
    t.join()
