# A key that another thread takes away, put back while a loop goes over the dict:
# the size is what it was, and the loop finds it all the same.
import threading

counts = {"a": 1, "b": 2}
error = None


def grow():
    global error
    try:
        for key in counts:
            counts[key] += 1
    except (KeyError, RuntimeError) as e:
        error = str(e)


def drop():
    counts.pop("b")


threads = [threading.Thread(target=f) for f in (grow, drop)]
for t in threads:
    t.start()
for t in threads:
    t.join()
