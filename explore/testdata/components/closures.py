"""Closures, generators, bound methods, partials and exceptions that cross threads."""
import functools
import threading

lock = threading.Lock()
box = []
out = []


def counter(start):
    n = start

    def step(by=1):
        nonlocal n
        n += by
        return n

    return step


def numbers(n):
    for i in range(n):
        yield i


class Teller:
    def __init__(self):
        self.told = 0

    def tell(self, what):
        self.told += what
        return self.told


def give():
    teller = Teller()
    for item in (counter(1), functools.partial(teller.tell, 2), teller.tell):
        with lock:
            box.append(item)


def call(gen):
    for _ in range(2):
        with lock:
            if box:
                f = box[-1]
                try:
                    out.append(f(1) if not isinstance(f, functools.partial) else f())
                    out.append(next(gen))
                except StopIteration as e:
                    box.append(e)
                except TypeError as e:
                    out.append(type(e).__name__)


shared = numbers(3)
threads = [threading.Thread(target=give), threading.Thread(target=call, args=(shared,)), threading.Thread(target=call, args=(shared,))]
for t in threads:
    t.start()
for t in threads:
    t.join()
