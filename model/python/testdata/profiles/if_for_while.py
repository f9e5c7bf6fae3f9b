# A waiter that tests with `if`: right where a notify gives it the lock.
# cpython, go, trio: ok ["a","b"] | ok ["a"] IndexError
# posix, java, mesa: ok ["a","b"] | ok ["a"] IndexError | ok [] IndexError IndexError
# hoare, brinch-hansen: ok ["a","b"]
import threading

cond = threading.Condition()
items = []
out = []


def consumer():
    with cond:
        if not items:
            cond.wait()
        out.append(items.pop(0))


def producer():
    for item in "ab":
        with cond:
            items.append(item)
            cond.notify()


threads = [threading.Thread(target=f) for f in (consumer, consumer, producer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
