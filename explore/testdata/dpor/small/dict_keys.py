"""Items of a dict: new keys change what there is, old ones do not."""
import threading

d = {"a": 0}
log = []


def first():
    d["a"] = 1
    d["b"] = 1


def second():
    d["b"] = 2
    d.pop("a", None)


def third():
    log.append(len(d))
    log.append(d.get("a"))


threads = [threading.Thread(target=f) for f in (first, second, third)]
for t in threads:
    t.start()
for t in threads:
    t.join()
log.append(sorted(d.items()))
