# An exception goes through a context manager that is a generator: what it does
# about it is interleaved as all else.
import threading
from contextlib import contextmanager

lock = threading.Lock()
free = [1]
failed = []


@contextmanager
def borrowed():
    with lock:
        item = free.pop()
    try:
        yield item
    except ValueError as e:
        failed.append(str(e))
    finally:
        with lock:
            free.append(item)


def work():
    try:
        with borrowed():
            raise ValueError("no")
    except IndexError:
        failed.append("none")


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
