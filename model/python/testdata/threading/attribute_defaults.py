# What every object has, an object whose class has __getattr__ has too.
import threading

log = []


class Proxy:
    def __init__(self, inner):
        self.inner = inner

    def __repr__(self):
        return f"{self.__class__.__name__}({self.inner})"

    def __getattr__(self, name):
        log.append(name)
        return getattr(self.inner, name)


proxy = Proxy("a")


def work():
    log.append((repr(proxy), proxy.upper(), sorted(proxy.__dict__)))


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
