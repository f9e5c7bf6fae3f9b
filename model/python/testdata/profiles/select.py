# Which of two waiters a notify selects: the first, or either.
# cpython, go, hoare, brinch-hansen, trio, java,select=fifo,spurious=no: ok ["first"]
# java,spurious=no, posix,spurious=no, mesa,spurious=no, cpython,select=any: ok ["first"] | ok ["second"]
import threading

cond = threading.Condition()
out = []


def wait(name, begun):
    with cond:
        begun.set()
        cond.wait()
        out.append(name)


for name in ("first", "second"):
    begun = threading.Event()
    threading.Thread(target=wait, args=(name, begun), daemon=True).start()
    begun.wait()
    with cond:
        pass
done = threading.Thread(target=lambda: None)
with cond:
    cond.notify()
while not out:
    pass
